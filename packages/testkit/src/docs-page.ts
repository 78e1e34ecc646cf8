import type { Fixture } from './fixture.ts'

/** What a page documents: a profile or a transform. */
export interface DocsSubject {
  /** The heading: the name as it is written on the command line. */
  readonly name: string
  /** One sentence. */
  readonly description: string
  /** What has to be known of it. */
  readonly notices: readonly string[]
}

/**
 * The page of a rule without its head, which eslint-doc-generator writes from the rule's metadata above this comment:
 * the fixtures with their markers, one heading deeper.
 */
export function rulePage(fixtures: readonly Fixture[]): string {
  return `${[END_OF_HEAD, GENERATED, ...fixtures.map(section)].join('\n\n')}\n`
}

/** What eslint-doc-generator ends its part of a page with. */
export const END_OF_HEAD = '<!-- end auto-generated rule header -->'

const GENERATED = '<!-- Generated from the fixtures by `npm run docs`; change those instead. -->'

/** The page of a profile or a transform: its description, then the fixtures. */
export function docsPage(subject: DocsSubject, fixtures: readonly Fixture[]): string {
  const head = [
    GENERATED,
    `# \`${subject.name}\``,
    subject.description,
    ...(subject.notices.length > 0 ? [subject.notices.map((notice) => `- ${notice}`).join('\n')] : []),
  ]
  return `${[...head, ...fixtures.map(section)].join('\n\n')}\n`
}

function section({ body, bodyLine, cases, file }: Fixture) {
  const changing = new Set(cases.filter(({ after }) => after.size > 0))
  const result: string[] = []
  let inBlock = false
  body.forEach((line, index) => {
    const opens = !inBlock && line.startsWith('```')
    const current = cases.findLast(({ line }) => line <= bodyLine + index)
    if (opens) result.push(...openBlock(line, current !== undefined && changing.has(current) ? 'Before' : undefined))
    else result.push(!inBlock && line.startsWith('#') ? `#${line}` : line)
    if (line.startsWith('```')) inBlock = opens
  })
  return [...result.join('\n').trim().split('\n'), '', `[The fixture of this text](../../${file})`].join('\n')
}

/** A reader of the rendered page sees no word behind the language of a block, so they become a line of text. */
function openBlock(line: string, beforeLabel: string | undefined) {
  const [language, role, ...flags] = line.slice('```'.length).trim().split(/\s+/)
  const fileName = flags.find((flag) => flag.startsWith('file='))?.slice('file='.length)
  const label = role === 'before' ? beforeLabel : role === 'after' ? 'After' : undefined
  const words = [label, flags.includes('todo') ? 'not made yet' : undefined, fileName && `\`${fileName}\``].filter(
    Boolean,
  )
  return [...(words.length > 0 ? [`${words.join(', ')}:`, ''] : []), `\`\`\`${language}`]
}
