/** A piece of TypeScript: a text, or parts in brackets that take lines of their own where they are too long for one. */
export type Code = RawCode | BracketedCode

interface RawCode {
  readonly code: 'raw'
  readonly text: string
}

interface BracketedCode {
  readonly code: 'bracketed'
  readonly open: string
  readonly parts: readonly { readonly key?: string; readonly value: Code }[]
  readonly close: string
  /** What stands inside of the brackets on one line. */
  readonly padding: '' | ' '
}

/** Text as it stands. */
export function raw(text: string): Code {
  return { code: 'raw', text }
}

/** `name(parameter, …)`. */
export function call(name: string, parameters: readonly unknown[]): Code {
  const parts = parameters.map((value) => ({ value: codeOf(value) }))
  return { code: 'bracketed', open: `${name}(`, parts, close: ')', padding: '' }
}

/** A value as its literal; code stays what it is. */
export function codeOf(value: unknown): Code {
  if (isCode(value)) return value
  if (typeof value === 'string') return raw(quoted(value))
  if (typeof value === 'bigint') return raw(`${value}n`)
  if (value instanceof Date) return raw(`new Date('${value.toISOString()}')`)
  if (value instanceof Uint8Array) return call('Uint8Array.of', [...value])
  if (Array.isArray(value)) {
    const parts = value.map((one: unknown) => ({ value: codeOf(one) }))
    return { code: 'bracketed', open: '[', parts, close: ']', padding: '' }
  }
  if (typeof value !== 'object' || value === null) return raw(String(value))
  const parts = Object.entries(value).map(([key, one]) => ({ key: keyText(key), value: codeOf(one) }))
  return parts.length > 0 ? { code: 'bracketed', open: '{', parts, close: '}', padding: ' ' } : raw('{}')
}

const WIDTH = 120

/** Code as text, in lines of at most 120 characters where that can be, as Prettier breaks them. */
export function printCode(code: Code, indent = '', before = ''): string {
  if (code.code === 'raw') return code.text
  const flat = flatText(code)
  const fits = indent.length + before.length + flat.length < WIDTH
  return fits && !isLong(code) ? flat : printLines(code, indent)
}

function printLines({ open, parts, close }: BracketedCode, indent: string): string {
  const last = parts.at(-1)
  const others = parts.slice(0, -1).map(({ value }) => value)
  // `migration([ … ])`, `column('char', { … })`: the last parameter takes the lines, if it is the only one that can.
  if (open.endsWith('(') && last?.value.code === 'bracketed' && others.every((one) => one.code === 'raw')) {
    return `${open}${[...others.map(flatText), printLines(last.value, indent)].join(', ')}${close}`
  }
  const inner = `${indent}  `
  const lines = parts.map(({ key, value }) => {
    const start = key === undefined ? '' : `${key}: `
    return `${inner}${start}${printCode(value, inner, start)},\n`
  })
  return `${open}\n${lines.join('')}${indent}${close}`
}

/** The operations of a migration and the columns of a table stand on lines of their own. */
function isLong({ open, parts }: BracketedCode): boolean {
  const calls = parts.filter(({ value }) => value.code === 'bracketed' && value.open.endsWith('('))
  return open === 'migration(' || (open === '{' && calls.length > 1)
}

function flatText(code: Code): string {
  if (code.code === 'raw') return code.text
  const parts = code.parts.map(({ key, value }) => (key === undefined ? flatText(value) : `${key}: ${flatText(value)}`))
  return `${code.open}${code.padding}${parts.join(', ')}${code.padding}${code.close}`
}

function isCode(value: unknown): value is Code {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    (value.code === 'raw' || value.code === 'bracketed')
  )
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}
