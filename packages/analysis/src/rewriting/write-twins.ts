import type { AsyncTwin } from '../passes/propagation/async-facts.ts'
import type { TSESTree } from '@typescript-eslint/types'
import type { SourceProvider, SourceUnit } from '../types/source-provider.ts'
import { applyEdits } from './apply-edits.ts'
import { copyPlace, removalOf } from './copy-place.ts'
import { spelledLike } from './rename-reference.ts'
import { replacement, type Edit, type Rewrite } from './rewrite.ts'

/**
 * Copies what has a twin, with all edits inside it and under the twin's name, and leaves the original without them. Of
 * twins inside one another the outer one's copy has the inner one's.
 */
export function writeTwins(
  sources: SourceProvider,
  twins: readonly AsyncTwin[],
  rewrites: readonly Rewrite[],
): { readonly rewrites: Rewrite[]; readonly copies: ReadonlyMap<AsyncTwin, string> } {
  const innermostFirst = twins
    .map((twin) => ({ twin, unit: sources.unitAt(twin.place.nodes[0]), range: rangeOf(twin) }))
    .sort((a, b) => a.range[1] - a.range[0] - (b.range[1] - b.range[0]))
  const copies = new Map<AsyncTwin, string>()
  let written = [...rewrites]
  for (const { twin, unit, range } of innermostFirst) {
    const isInside = ({ fileName, at, remove, copy }: Edit) =>
      fileName === unit.fileName && at >= range[0] && at + remove <= range[1] && !(copy && at === range[1])
    const inner = written.flatMap(({ edits }) => edits.filter(isInside))
    written = written
      .map((rewrite) => ({ ...rewrite, edits: rewrite.edits.filter((edit) => !isInside(edit)) }))
      .filter(({ edits }) => edits.length > 0)
    const edit = twinEdit(unit, twin, inner)
    copies.set(twin, edit.insert)
    if (!twin.existing)
      written.push({ title: 'Make an asynchronous twin', ...SAFE, edits: [edit], assumptions: ASSUMED })
    if (twin.replaces)
      written.push({
        title: 'Remove what only has its twin’s callers',
        ...SAFE,
        edits: [removalOf(unit, range)],
        assumptions: [],
      })
  }
  return { rewrites: written, copies }
}

const SAFE = { applicability: 'safe' } as const
const ASSUMED = ['nobody goes through the exports of a module that has a new one']

function rangeOf({ place: { nodes } }: AsyncTwin): readonly [start: number, end: number] {
  return [nodes[0].range[0], (nodes.at(-1) ?? nodes[0]).range[1]]
}

function twinEdit(unit: SourceUnit, twin: AsyncTwin, inner: readonly Edit[]): Edit {
  const { from, to, at, before, after } = copyPlace(unit, twin.place.nodes)
  const edits = withOwnName(unit, twin, inner)
  const shifted = edits.map(({ around, ...edit }) => ({
    ...edit,
    at: edit.at - from,
    ...(around && { around: [around[0] - from, around[1] - from] as const }),
  }))
  const insert = before + applyEdits(unit.text.slice(from, to), shifted) + after
  return { fileName: unit.fileName, at, remove: 0, insert, copy: { from, to, begins: before.length, edits } }
}

/** In `{ find }` one name is two: the twin's own, and the value that it has or the member that it comes from. */
function withOwnName(unit: SourceUnit, { name, place }: AsyncTwin, inner: readonly Edit[]): readonly Edit[] {
  return place.names.reduce<readonly Edit[]>((edits, own) => {
    const spelt = spelledLike(unit, own, name)
    const { parent } = own
    if (parent?.type !== 'Property' || !parent.shorthand) return [...edits, replacement(unit, own.range, spelt)]
    const isOther = ({ at, remove }: Edit) => at === own.range[0] && remove === own.range[1] - own.range[0]
    const other = edits
      .find(isOther)
      ?.insert.split(': ')
      .find((part) => part !== textOf(unit, own))
    const [left, right] =
      parent.parent.type === 'ObjectPattern' ? [other ?? textOf(unit, own), name] : [name, other ?? textOf(unit, own)]
    const whole = replacement(unit, own.range, left === right ? name : `${left}: ${right}`)
    return [...edits.filter((edit) => !isOther(edit)), whole]
  }, inner)
}

function textOf({ text }: SourceUnit, { range }: TSESTree.Node): string {
  return text.slice(...range)
}

/** Declarations that have a twin's name and stand in its place, and are not what would be written there. */
export function strangersAmong(sources: SourceProvider, copies: ReadonlyMap<AsyncTwin, string>): TSESTree.Node[] {
  return [...copies].flatMap(
    ([
      {
        existing,
        place: { nodes },
      },
      copy,
    ]) => {
      if (!existing) return []
      const unit = sources.unitAt(existing)
      const { from } = copyPlace(unit, nodes)
      const comments = unit.text.slice(from, nodes[0].range[0])
      return squeezed(copy.replace(comments, '')) === squeezed(textOf(unit, existing)) ? [] : [existing]
    },
  )
}

/** Formatters change white space, semicolons, commas and quotes. */
function squeezed(text: string): string {
  return text
    .replace(/\s|;/g, '')
    .replace(/,(?=[)\]}]|$)|^,/g, '')
    .replace(/"/g, "'")
    .replace(/=>\((.*)\)$/, '=>$1')
}
