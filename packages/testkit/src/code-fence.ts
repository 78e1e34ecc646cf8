import { FixtureError, type Place } from './fixture-error.ts'

/** What stands behind the three backticks of a `ts` block, or of a `js` block that is a case. */
export interface CodeFence {
  readonly language: 'ts' | 'js'
  readonly role: 'before' | 'after'
  readonly fileName?: string
  readonly run: boolean
  /** The program is not well typed before: something that it calls became asynchronous. */
  readonly errors: boolean
  readonly todo: boolean
}

/** Reads the words of a block's first line; undefined for a block in another language, which is prose. */
export function readCodeFence(line: string, place: Place): CodeFence | undefined {
  const [language, role, ...flags] = line.slice('```'.length).trim().split(/\s+/)
  if (language !== 'ts' && language !== 'js') return undefined
  if (role !== 'before' && role !== 'after') {
    if (language === 'js') return undefined
    throw new FixtureError(
      place,
      'this block says neither `before` nor `after`; write one behind `ts`, or take another language for prose.',
    )
  }
  const allowed = role === 'before' ? /^(run|errors|file=\S+)$/ : /^(todo|file=\S+)$/
  const wrong = flags.find((flag) => !allowed.test(flag))
  if (wrong !== undefined)
    throw new FixtureError(
      place,
      `\`${wrong}\` is not known here; \`${role}\` takes \`file=name.ts\` and ${role === 'before' ? '\`run\` or \`errors\`' : '\`todo\`'}.`,
    )
  const fileName = flags.find((flag) => flag.startsWith('file='))?.slice('file='.length)
  return {
    language,
    role,
    ...(fileName === undefined ? {} : { fileName }),
    run: flags.includes('run'),
    errors: flags.includes('errors'),
    todo: flags.includes('todo'),
  }
}
