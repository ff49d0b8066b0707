// Shortcodes as Slack names them; the pictures are the system's colour font.

const TABLE = `
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ warning ⚠️ no_entry ⛔ no_entry_sign 🚫
rotating_light 🚨 bangbang ‼️ exclamation ❗ question ❓ information_source ℹ️ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡
large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ receipt 🧾 moneybag 💰 money_with_wings 💸
dollar 💵 credit_card 💳 bank 🏦 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 abacus 🧮 clipboard 📋 memo 📝 pencil ✏️
pencil2 ✏️ page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑 file_folder 📁 open_file_folder 📂 card_index 📇 paperclip 📎 pushpin 📌
round_pushpin 📍 mag 🔍 mag_right 🔎 lock 🔒 unlock 🔓 closed_lock_with_key 🔐 key 🔑 bell 🔔 no_bell 🔕 email ✉️ envelope ✉️ e-mail 📧
incoming_envelope 📨 envelope_with_arrow 📩 outbox_tray 📤 inbox_tray 📥 package 📦 mailbox 📫 calendar 📆 date 📅 spiral_calendar_pad 🗓️
hourglass ⌛ hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 clock9 🕘 repeat 🔁 arrows_counterclockwise 🔄
leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_forward ▶️ fast_forward ⏩
small_red_triangle 🔺 small_red_triangle_down 🔻 heavy_plus_sign ➕ heavy_minus_sign ➖ gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️
electric_plug 🔌 bulb 💡 fire 🔥 zap ⚡ boom 💥 sparkles ✨ star ⭐ tada 🎉 confetti_ball 🎊 trophy 🏆 rocket 🚀 eyes 👀 wave 👋
point_right 👉 point_left 👈 point_up ☝️ point_down 👇 thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎 clap 👏 pray 🙏 handshake 🤝 raised_hands 🙌
muscle 💪 ok_hand 👌 raised_hand ✋ smile 😄 slightly_smiling_face 🙂 grinning 😀 joy 😂 wink 😉 heart_eyes 😍 thinking_face 🤔 sweat_smile 😅
cry 😢 sob 😭 rage 😡 scream 😱 sleeping 😴 sunglasses 😎 robot_face 🤖 busts_in_silhouette 👥 bust_in_silhouette 👤 speech_balloon 💬
thought_balloon 💭 loudspeaker 📢 mega 📣 link 🔗 wastebasket 🗑️ broom 🧹 shield 🛡️ scales ⚖️ triangular_ruler 📐 label 🏷️ bookmark 🔖
shopping_trolley 🛒 truck 🚚 office 🏢 factory 🏭 house 🏠 telephone_receiver 📞 iphone 📱 computer 💻 printer 🖨️ floppy_disk 💾 camera 📷
coffee ☕ seedling 🌱 sunny ☀️ cloud ☁️ snowflake ❄️ heart ❤️ blue_heart 💙 green_heart 💚 broken_heart 💔 100 💯 zzz 💤 new 🆕 free 🆓 ok 🆗
sos 🆘 construction 🚧 checkered_flag 🏁 flag-co 🇨🇴 flag-mx 🇲🇽 flag-us 🇺🇸 flag-es 🇪🇸 black_small_square ▪️ white_small_square ▫️ small_blue_diamond 🔹
small_orange_diamond 🔸 mailbox_with_mail 📬 newspaper 📰 pause_button ⏸️ double_vertical_bar ⏸️ play_or_pause_button ⏯️ ticket 🎫 gift 🎁
`;

const PAIRS = TABLE.trim().split(/\s+/);
const EMOJI = new Map(PAIRS.flatMap((word, index) => (index % 2 ? [] : [[word, PAIRS[index + 1]]])));

/** The character for a shortcode without colons, or undefined. */
export const emojiOf = (name) => EMOJI.get(name);

/** Known `:shortcodes:` replaced, others left as they are. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI.get(name) ?? whole);
