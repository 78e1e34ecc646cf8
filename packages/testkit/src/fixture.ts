import { readCodeFence, type CodeFence } from './code-fence.ts'
import { FixtureError, type Place } from './fixture-error.ts'
import { readFrontMatter, type FrontMatter } from './front-matter.ts'
import { readMarkedCode, type MarkedCode } from './marked-code.ts'

/** One fixture page. */
export interface Fixture extends FrontMatter {
  /** The page's file name, as it was given. */
  readonly file: string
  readonly title: string
  readonly cases: readonly FixtureCase[]
  /** The lines of the page below its front matter, and the number of the first. */
  readonly body: readonly string[]
  readonly bodyLine: number
}

/** One heading with its blocks. The maps hold a block for each file of the case, by file name. */
export interface FixtureCase {
  /** The headings above it, without the page's. */
  readonly title: string
  /** The title as part of a file name; no two cases of a page share it. */
  readonly slug: string
  /** The line of the page on which the first block opens. */
  readonly line: number
  /** The file that `run` starts. */
  readonly main: string
  readonly before: ReadonlyMap<string, MarkedCode>
  /** The files that change; the others stay as they are. */
  readonly after: ReadonlyMap<string, MarkedCode>
  readonly run: boolean
  /** Whether the type checker has something to say before, and nothing after. */
  readonly errors: boolean
  /** True where `after` is an output that is not made yet. */
  readonly todo: boolean
}

/** Reads a page. Throws `FixtureError` with file, line and remedy where it can't. */
export function parseFixture(markdown: string, file: string): Fixture {
  const lines = markdown.split('\n')
  const { matter, end } = readFrontMatter(lines, file)
  const headings: string[] = []
  const drafts: Draft[] = []
  for (let index = end + 1; index < lines.length; index++) {
    const line = lines[index]!
    const place = { file, line: index + 1 }
    const heading = /^(#+) (.+)$/.exec(line)
    if (heading) {
      if (headings.length === 0 && heading[1] !== '#')
        throw new FixtureError(place, 'the page has no title; add `# Title` above its first case.')
      headings.splice(heading[1]!.length - 1, Infinity, heading[2]!)
    } else if (line.startsWith('```')) {
      const close = lines.indexOf('```', index + 1)
      if (close < 0) throw new FixtureError(place, 'the block is not closed; end it with a line of three backticks.')
      const fence = readCodeFence(line, place)
      if (fence)
        addBlock(drafts, headings, fence, place, readMarkedCode(lines.slice(index + 1, close), file, index + 2))
      index = close
    }
  }
  if (drafts.length === 0)
    throw new FixtureError({ file, line: end + 2 }, 'the page has no case; add a heading and a block `ts before`.')
  if (!matter.transform) refuseTransformMarkers(drafts, file)
  return { ...matter, file, title: headings[0]!, cases: drafts, body: lines.slice(end + 1), bodyLine: end + 2 }
}

/** What these markers name is said by a transform, so that without one they would never be checked. */
function refuseTransformMarkers(cases: readonly FixtureCase[], file: string) {
  const markers = cases
    .flatMap(({ before, after }) => [...before.values(), ...after.values()])
    .flatMap((code) => code.markers)
  const stray = markers.find(({ kind }) => kind !== 'rule')
  if (!stray) return
  const words = stray.kind === stray.name ? stray.kind : `${stray.kind} ${stray.name}`
  throw new FixtureError(
    { file, line: stray.pageLine },
    `\`${words}\` is what a transform says, and the page has none; add \`transform: ` +
      `${stray.kind === 'stop' ? 'parallel' : 'async'}\` to its front matter, or take the marker away.`,
  )
}

interface Draft extends FixtureCase {
  readonly before: Map<string, MarkedCode>
  readonly after: Map<string, MarkedCode>
  run: boolean
  errors: boolean
  todo: boolean
}

function addBlock(drafts: Draft[], headings: string[], fence: CodeFence, place: Place, code: MarkedCode) {
  const title = headings.slice(1).join(' › ')
  if (title === '')
    throw new FixtureError(place, 'the block stands under no heading; give the case one: `## A sentence`.')
  const last = drafts.at(-1)
  const current = last?.title === title ? last : undefined
  if (!current && fence.role === 'after')
    throw new FixtureError(place, 'an `after` block comes before its `before` block; put `ts before` first.')
  if (!current && drafts.some((draft) => draft.slug === slugOf(title)))
    throw new FixtureError(place, `two cases are called “${title}”; say what sets this one apart.`)
  const draft = current ?? startCase(drafts, title, fence.fileName ?? `main.${fence.language}`, place.line)
  const fileName = fence.fileName ?? draft.main
  const side = draft[fence.role]
  if (side.has(fileName))
    throw new FixtureError(
      place,
      `the case has two \`${fence.role}\` blocks for ${fileName}; add \`file=name.ts\` to one.`,
    )
  if (fence.role === 'after' && !draft.before.has(fileName))
    throw new FixtureError(place, `${fileName} has no \`before\` block; no transform adds a file.`)
  side.set(fileName, code)
  draft.run ||= fence.run
  draft.errors ||= fence.errors
  draft.todo ||= fence.todo
}

function startCase(drafts: Draft[], title: string, main: string, line: number) {
  const draft: Draft = {
    title,
    slug: slugOf(title),
    line,
    main,
    before: new Map(),
    after: new Map(),
    run: false,
    errors: false,
    todo: false,
  }
  drafts.push(draft)
  return draft
}

function slugOf(title: string) {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
