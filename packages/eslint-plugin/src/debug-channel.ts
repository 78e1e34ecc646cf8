/**
 * Answers a function that writes lines to the error output, or undefined where nobody asked for them: the variable
 * `DEBUG` names channels as it does for ESLint itself, `DEBUG=orm:*` or `DEBUG=eslint:*,orm:no-sequential-queries`.
 */
export function debugChannel(name: string): ((line: string) => void) | undefined {
  const patterns = (process.env['DEBUG'] ?? '').split(/[\s,]+/).filter((pattern) => pattern !== '')
  const isNamed = (sign: '' | '-') => patterns.some((pattern) => matches(pattern, name, sign))
  return isNamed('') && !isNamed('-') ? (line) => process.stderr.write(`${name} ${line}\n`) : undefined
}

function matches(pattern: string, name: string, sign: string): boolean {
  const text = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return pattern.startsWith('-') === (sign === '-') && new RegExp(`^${text.join('.*')}$`).test(sign + name)
}
