// The words of the page itself. What the app writes arrives in its own language.

const WORDS = {
  add_message: ['Add a message', 'Agrega un mensaje'],
  message_to: ['Message {0}', 'Mensaje para {0}'],
  reply: ['Reply…', 'Responder…'],
  send: ['Send', 'Enviar'],
  commands: ['Commands', 'Comandos'],
  only_you: ['Only visible to you', 'Solo visible para ti'],
  edited: ['(edited)', '(editado)'],
  channels: ['Channels', 'Canales'],
  private_channel: ['private channel', 'canal privado'],
  direct_messages: ['Direct messages', 'Mensajes directos'],
  apps: ['Apps', 'Aplicaciones'],
  you: ['you', 'tú'],
  other_language: ['En español', 'In English'],
  acting_as: ['You are', 'Eres'],
  menu: ['Menu', 'Menú'],
  members: ['{0} members', '{0} miembros'],
  messages: ['Messages', 'Mensajes'],
  home: ['Home', 'Inicio'],
  unread: ['{0} unread', '{0} sin leer'],
  read_only: ['Sending messages to this app has been turned off.', 'El envío de mensajes a esta aplicación está desactivado.'],
  start_of: ['This is the very beginning of {0}.', 'Este es el comienzo de {0}.'],
  no_home: ['The app has not published its home yet.', 'La aplicación aún no ha publicado su inicio.'],
  no_messages: ['No messages yet.', 'Aún no hay mensajes.'],
  today: ['Today', 'Hoy'],
  yesterday: ['Yesterday', 'Ayer'],
  tomorrow: ['Tomorrow', 'Mañana'],
  new_messages: ['New messages', 'Mensajes nuevos'],
  thread: ['Thread', 'Hilo'],
  reply_in_thread: ['Reply in thread', 'Responder en el hilo'],
  replies: ['{0} replies', '{0} respuestas'],
  one_reply: ['1 reply', '1 respuesta'],
  copy_text: ['Copy text', 'Copiar texto'],
  copied: ['Copied', 'Copiado'],
  close: ['Close', 'Cerrar'],
  cancel: ['Cancel', 'Cancelar'],
  back: ['Back', 'Atrás'],
  optional: ['(optional)', '(opcional)'],
  more: ['More actions', 'Más acciones'],
  select: ['Select an item', 'Elige una opción'],
  clear: ['Clear', 'Quitar'],
  remove: ['Remove {0}', 'Quitar {0}'],
  loading: ['Loading…', 'Cargando…'],
  no_results: ['No results', 'Sin resultados'],
  type_more: ['Type at least {0} characters to search', 'Escribe al menos {0} caracteres para buscar'],
  choose_file: ['Choose a file', 'Elige un archivo'],
  download: ['Download', 'Descargar'],
  preview: ['Preview {0}', 'Vista previa de {0}'],
  not_drawn: ['{0}: not drawn by the local workspace', '{0}: el espacio local no lo dibuja'],
  enter_hint: ['Press Enter to submit', 'Presiona Entrar para enviar'],
  required: ['Please complete this required field.', 'Completa este campo obligatorio.'],
  too_long: ['Your text must be {0} characters or fewer.', 'El texto debe tener {0} caracteres o menos.'],
  too_short: ['Your text must be at least {0} characters.', 'El texto debe tener al menos {0} caracteres.'],
  bad_number: ['Enter a valid number.', 'Escribe un número válido.'],
  bad_integer: ['Enter a whole number.', 'Escribe un número entero.'],
  number_low: ['Enter a number of at least {0}.', 'Escribe un número mayor o igual que {0}.'],
  number_high: ['Enter a number of at most {0}.', 'Escribe un número menor o igual que {0}.'],
  bad_email: ['Enter a valid email address.', 'Escribe un correo electrónico válido.'],
  bad_url: ['Enter a valid URL.', 'Escribe una URL válida.'],
  too_many: ['Select no more than {0} items.', 'Elige como máximo {0}.'],
  too_many_files: ['Add no more than {0} files.', 'Agrega como máximo {0} archivos.'],
  bad_files: ['Only these kinds of files: {0}.', 'Solo archivos de estos tipos: {0}.'],
  trouble: ['We had some trouble connecting. Try again?', 'Tuvimos problemas para conectar. ¿Intentas de nuevo?'],
  no_answer: ['This app did not respond ({0}). Try again?', 'La aplicación no respondió ({0}). ¿Intentas de nuevo?'],
  unknown_command: ['`{0}` is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands. If you are trying to send a message and not run a command, try preceding the "/" with an empty space.', '`{0}` no es un comando válido. En Slack, todos los mensajes que empiezan con "/" se interpretan como comandos. Si quieres enviar un mensaje y no usar un comando, deja un espacio antes de "/".'],
  no_command_in_thread: ['`{0}` is not supported in threads. Sorry!', '`{0}` no funciona en los hilos. ¡Lo sentimos!'],
  command_failed: ['`{0}` failed with the error "{1}"', '`{0}` falló con el error "{1}"'],
  unreachable: ['The local workspace did not answer.', 'El espacio local no respondió.'],
  reconnecting: ['Reconnecting to the local workspace…', 'Reconectando con el espacio local…'],
  connecting: ['Connecting to the local workspace…', 'Conectando con el espacio local…'],
  clock: ['Sandbox clock', 'Reloj del entorno'],
  move_clock: ['Move the clock', 'Mover el reloj'],
  until_nine: ['next 9:00', 'próximas 9:00'],
  traffic: ['Traffic', 'Tráfico'],
  red_lines: ['{0} red lines', '{0} líneas en rojo'],
  filter: ['Filter', 'Filtrar'],
  service: ['Service', 'Servicio'],
  both: ['Slack and Alegra', 'Slack y Alegra'],
  only_red: ['Only red', 'Solo rojas'],
  nothing_yet: ['Nothing yet.', 'Nada todavía.'],
  request: ['Request', 'Petición'],
  answer: ['Answer', 'Respuesta'],
  asked_for: ['asked for', 'provocada'],
  faults: ['Faults', 'Fallas'],
  fault_what: ['What goes wrong', 'Qué falla'],
  fault_where: ['Where', 'Dónde'],
  fault_times: ['Times', 'Veces'],
  fault_any: ['everything', 'todo'],
  seconds: ['Seconds', 'Segundos'],
  status: ['HTTP status', 'Estado HTTP'],
  code: ['Slack’s code', 'Código de Slack'],
  add_fault: ['Set fault', 'Poner falla'],
  clear_faults: ['Clear faults', 'Quitar fallas'],
  alegra_faults: ['Faults and switches of the local Alegra ↗︎', 'Fallas e interruptores del Alegra local ↗︎'],
  no_faults: ['No faults set.', 'Sin fallas puestas.'],
  look_inside: ['Alegra ↗︎', 'Alegra ↗︎'],
};

/** The words for a person's Slack locale: Spanish for es-*, English for every other. */
export function wordsFor(locale) {
  const column = (locale ?? '').toLowerCase().startsWith('es') ? 1 : 0;
  return (key, ...values) => WORDS[key][column].replace(/\{(\d)\}/g, (_, index) => values[index]);
}

const SAID_BY_SLACK = ['required', 'too_long', 'too_short', 'bad_number', 'bad_integer', 'number_low', 'number_high', 'bad_email', 'bad_url',
  'too_many', 'too_many_files', 'bad_files', 'trouble', 'no_answer', 'unknown_command', 'no_command_in_thread', 'command_failed'];

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const PATTERNS = SAID_BY_SLACK.map((key) => [key, new RegExp(`^${WORDS[key][0].split(/\{\d\}/).map(escaped).join('(.+)')}$`)]);

/** A sentence of Slack's own, which the server says in English, in the person's language; an app's sentence as it is. */
export function inTheirWords(sentence, t) {
  for (const [key, pattern] of PATTERNS) {
    const found = sentence?.match(pattern);
    if (found) return t(key, ...found.slice(1));
  }
  return sentence;
}
