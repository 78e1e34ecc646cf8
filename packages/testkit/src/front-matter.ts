import plugin from 'eslint-plugin-orm'
import { builtInProfiles } from 'orm-analysis'
import { transforms } from 'orm-codemod'
import { FixtureError } from './fixture-error.ts'

/** What the head of a fixture page says. At least one of `rule`, `profile`, `transform` and `types` is given. */
export interface FrontMatter {
  readonly rule?: string
  /** The library whose rows the page is about. */
  readonly profile?: string
  readonly transform?: string
  /** Whether its cases are linted without types; they then have no world. */
  readonly types?: 'traced'
  readonly world: string
  /** Of the transform, as on the command line: `--unsafe`. Paths are those of a case's own files. */
  readonly options: string
}

/** Reads the `key: value` lines between the first line of a page, `---`, and the next one. */
export function readFrontMatter(lines: readonly string[], file: string): { matter: FrontMatter; end: number } {
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end < 0)
    throw new FixtureError({ file, line: 1 }, 'front matter is missing; begin the page with `---`, its keys and `---`.')
  const values = new Map<string, string>()
  lines.slice(1, end).forEach((text, index) => {
    const [key, value] = readLine(text, file, index + 2)
    values.set(key, value)
  })
  const rule = values.get('rule')
  const profile = values.get('profile')
  const transform = values.get('transform')
  const world = values.get('world')
  const traced = values.get('types') === 'traced'
  if (traced && world)
    throw new FixtureError({ file, line: 1 }, 'a page with `types: traced` has no world; take `world` away.')
  if (!rule && !profile && !transform && !traced)
    throw new FixtureError(
      { file, line: 1 },
      'the page is about nothing; add `rule: <name>`, `profile: <name>` or `transform: <name>`.',
    )
  if (!world && !traced)
    throw new FixtureError({ file, line: 1 }, 'the page has no world; add `world: <name>`, a folder of testkit/worlds.')
  return {
    matter: {
      ...(rule ? { rule } : {}),
      ...(profile ? { profile } : {}),
      ...(transform ? { transform } : {}),
      ...(traced ? { types: 'traced' } : {}),
      world: world ?? '',
      options: values.get('options') ?? '',
    },
    end,
  }
}

/** Each key, and the values that it takes; null where any name will do. */
const KEYS: Record<string, readonly string[] | null> = {
  rule: Object.keys(plugin.rules),
  profile: builtInProfiles.map(({ name }) => name),
  transform: transforms.map(({ name }) => name),
  types: ['traced'],
  world: null,
  options: null,
}

function readLine(text: string, file: string, line: number): [key: string, value: string] {
  const [, key, value] = /^([a-z]+): (.+)$/.exec(text) ?? []
  if (key === undefined || value === undefined || !(key in KEYS))
    throw new FixtureError({ file, line }, `\`${text}\` is no front matter; the keys are ${quoted(Object.keys(KEYS))}.`)
  const choices = KEYS[key]
  if (choices && !choices.includes(value))
    throw new FixtureError({ file, line }, `\`${key}\` can't be \`${value}\`; it takes ${quoted(choices)}.`)
  return [key, value]
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
