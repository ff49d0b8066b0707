// Menus that float in the browser's top layer, so no scrolling area can clip them.
import { html, useEffect, useLayoutEffect, useRef } from './vendor/preact.js';

const GAP = 4;

/** Shown below `anchor` (above where there is no room), closed by a press elsewhere. align: fill, left or right. */
export function Floating({ anchor, onAway, align = 'fill', children, ...rest }) {
  const box = useRef();
  useLayoutEffect(() => {
    box.current.showPopover();
    return () => box.current?.isConnected && box.current.hidePopover();
  }, []);
  useLayoutEffect(() => { place(box.current, anchor.current, align); });
  useEffect(() => {
    const away = (event) => { if (!box.current.contains(event.target) && !anchor.current.contains(event.target)) onAway(); };
    const again = () => place(box.current, anchor.current, align);
    document.addEventListener('pointerdown', away);
    window.addEventListener('scroll', again, true);
    window.addEventListener('resize', again);
    return () => {
      document.removeEventListener('pointerdown', away);
      window.removeEventListener('scroll', again, true);
      window.removeEventListener('resize', again);
    };
  }, []);
  return html`<div class="floating" popover="manual" ref=${box} ...${rest}>${children}</div>`;
}

function place(box, anchor, align) {
  if (!box || !anchor) return;
  const spot = anchor.getBoundingClientRect();
  box.style.width = align === 'fill' ? `${spot.width}px` : 'max-content';
  const { width, height } = box.getBoundingClientRect();
  const below = spot.bottom + GAP + height <= innerHeight || spot.top < height + GAP;
  const left = align === 'right' ? spot.right - width : spot.left;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  box.style.top = `${below ? spot.bottom + GAP : spot.top - GAP - height}px`;
}
