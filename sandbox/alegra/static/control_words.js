// Switches and faults in words. A test compares both tables with what the server knows.

export const SWITCHES = [
  { group: 'Límites', names: [
    ['requests_per_minute', 'Peticiones por minuto', 'Después responde 429 hasta que pase el minuto'],
    ['over_limit_as_400', 'El exceso llega como 400', 'con «code» 429 en el cuerpo'],
    ['contacts_per_minute', 'Peticiones de contactos por minuto', 'El límite oculto de /contacts; 0 lo apaga'],
  ] },
  { group: 'Filtros y orden', names: [
    ['ignores_date_after', 'Ignora date_after y date_before', ''],
    ['ignores_due_date_filters', 'Ignora los filtros de vencimiento', 'dueDate_…'],
    ['ignores_payment_dates', 'Ignora las fechas de los pagos', ''],
    ['ignores_contact_search', 'Ignora la búsqueda de contactos', 'query y name'],
    ['one_status_at_a_time', 'Un solo estado a la vez', 'status=open,closed filtra solo por el primero'],
    ['number_suffix_match', 'El número coincide por su final', '341 encuentra también 1341'],
    ['orders_by_due_date', 'Ordena por vencimiento', 'order_field=dueDate'],
  ] },
  { group: 'Formatos', names: [
    ['padded_numbers', 'Números como textos con ceros', ''],
    ['whole_ids', 'Algunos id son números', 'en las listas de ítems y pagos'],
    ['template_as_array', 'numberTemplate como arreglo', ''],
    ['taxes_as_results', '/taxes responde {total, results}', ''],
    ['draft_pdf', 'PDF de un borrador', ''],
  ] },
  { group: 'Documentos', names: [
    ['email_on_stamp', 'Envía el correo al emitir', 'según la configuración de la cuenta'],
    ['open_accepts_drafts', '/open acepta borradores', ''],
    ['stamped_observations_editable', 'Notas editables después de emitir', ''],
    ['failed_stamp_keeps_draft', 'Crear y fallar al emitir deja el borrador', 'responde 400 y la factura existe'],
    ['retentions_of_paid_invoices', 'Retenciones por factura en un pago', 'si no, se ignoran: no está confirmado'],
  ] },
  { group: 'Tiempos', names: [
    ['payment_edits_invoice', 'Un pago avisa como edición de la factura', 'webhooks; sin comprobar'],
    ['payment_row_seconds', 'Segundos por fila de pagos', '0,3 se vio en vivo'],
    ['link_seconds', 'Segundos que dura un enlace', 'a PDF o XML'],
  ] },
];

export const CHOICES = {
  padded_numbers: [['none', 'Ninguno'], ['some', 'Algunos'], ['all', 'Todos']],
  template_as_array: [['never', 'Nunca'], ['list', 'En listas'], ['always', 'Siempre']],
  draft_pdf: [['null', 'null'], ['404', '404'], ['link', 'Enlace']],
};

/** `asks` names the fields of the form that mean something for the kind. */
export const FAULTS = [
  { group: 'La red', kinds: [
    ['lost_answer', 'Se hace, y la respuesta se pierde', []],
    ['drop_before', 'La conexión se corta sin hacer nada', []],
    ['late_commit', 'La conexión se corta y se hace más tarde', ['seconds']],
    ['slow', 'Tarda antes de hacerlo', ['seconds']],
    ['slow_answer', 'Lo hace y tarda en responder', ['seconds']],
    ['unreadable', 'Responde medio JSON', []],
  ] },
  { group: 'El servidor', kinds: [
    ['error_before', 'Error del servidor, sin hacerlo', ['status']],
    ['error_after', 'Error del servidor, después de hacerlo', ['status']],
    ['rate_limited', 'Demasiadas peticiones (429)', ['seconds']],
    ['rate_limited_as_400', 'Demasiadas peticiones (400 con code 429)', ['seconds']],
    ['unauthorised', 'Credenciales rechazadas (401)', []],
    ['suspended', 'Cuenta suspendida (402)', []],
    ['forbidden', 'Sin permiso (403)', []],
  ] },
  { group: 'La DIAN', kinds: [
    ['authority_down', 'La DIAN está fuera de servicio', []],
    ['refuse_stamp', 'No recibe la factura', ['code']],
    ['stamp_waits', 'Responde más tarde; con un código, la rechaza', ['seconds', 'code']],
    ['stamp_rejected', 'Da CUFE y la rechaza', ['code']],
    ['stamp_observed', 'La acepta con observaciones', []],
  ] },
];

/** Of the provider, and two of the authority's own rules. */
export const CODES = ['AEP6009', 'AEP2011', 'AEP1003', 'AEP6008', 'EPR503', 'EPR500', 'FAD06', 'FAJ43b'];
