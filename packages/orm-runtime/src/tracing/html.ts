/** Text that is HTML already. */
export interface Html {
  readonly text: string
}

/** A template of HTML: what is put in is escaped unless it is HTML already. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (Html | readonly Html[] | string | number)[]
): Html {
  return { text: parts.reduce((text, part, index) => text + rendered(values[index - 1] ?? '') + part) }
}

function rendered(value: Html | readonly Html[] | string | number): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  return 'text' in value ? value.text : value.map(({ text }) => text).join('')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
