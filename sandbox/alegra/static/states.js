// What state a document is in, in words and in colour.
import { daysBetween } from './written.js';

export const STATES = {
  draft: { name: 'Borrador', kind: 'grey' },
  due: { name: 'Por cobrar', kind: 'blue' },
  overdue: { name: 'Vencida', kind: 'red' },
  paid: { name: 'Pagada', kind: 'green' },
  void: { name: 'Anulada', kind: 'struck' },
};

const STAMPS = {
  PENDING: { name: 'DIAN: pendiente', kind: 'amber' },
  STAMPED_AND_WAITING_RESPONSE: { name: 'DIAN: en espera', kind: 'amber' },
  STAMPED_AND_ACCEPTED: { name: 'DIAN ✓', kind: 'green' },
  STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS: { name: 'DIAN ✓ con observaciones', kind: 'green' },
  STAMPED_AND_REJECTED: { name: 'DIAN: rechazada', kind: 'red' },
};

/** There is no overdue status in Alegra: open, with a balance, and past its date. */
export function stateOf(invoice, today) {
  if (invoice.status === 'draft' || invoice.status === 'void') return invoice.status;
  if (invoice.status === 'closed' || Number(invoice.balance) === 0) return 'paid';
  return invoice.dueDate < today ? 'overdue' : 'due';
}

export const stampOf = (invoice) => {
  const status = invoice.stamp?.legalStatus;
  return status ? STAMPS[status] ?? { name: status, kind: 'amber' } : null;
};

export const isPartlyPaid = (invoice) => invoice.status === 'open' && Number(invoice.totalPaid) > 0;

export const lateness = (invoice, today) => {
  const days = daysBetween(invoice.dueDate, today);
  return days === 1 ? 'hace 1 día' : `hace ${days} días`;
};

export const numberOf = (invoice) => {
  const template = Array.isArray(invoice.numberTemplate) ? invoice.numberTemplate[0] : invoice.numberTemplate;
  return template?.number ? template.fullNumber ?? `${template.prefix ?? ''}${template.number}` : '';
};
