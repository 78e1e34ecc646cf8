import { applyEdits, type Edit } from 'orm-analysis'
import type { MigrationUnit } from '../transforms/transform.ts'
import { positionMap, type PositionMap } from './position-map.ts'

/** The texts that some units make, and the way back to the original offsets; files without edits are not in it. */
export interface Output {
  readonly texts: ReadonlyMap<string, string>
  readonly mapOf: (fileName: string) => PositionMap
}

export function applyUnits(units: readonly MigrationUnit[], originalText: (fileName: string) => string): Output {
  const editsByFile = new Map<string, Edit[]>()
  for (const edit of units.flatMap(editsOf)) {
    const edits = editsByFile.get(edit.fileName)
    if (edits) edits.push(edit)
    else editsByFile.set(edit.fileName, [edit])
  }
  const texts = new Map<string, string>()
  const maps = new Map<string, PositionMap>()
  for (const [fileName, ownEdits] of editsByFile) {
    const text = originalText(fileName)
    const edits = withoutRepeats(ownEdits).map((edit) => ({ ...edit, insert: withLineEndsOf(text, edit.insert) }))
    texts.set(fileName, applyEdits(text, edits))
    maps.set(fileName, positionMap(edits))
  }
  return { texts, mapOf: (fileName) => maps.get(fileName) ?? UNCHANGED }
}

export function editsOf(unit: MigrationUnit): readonly Edit[] {
  return unit.rewrites.flatMap((rewrite) => rewrite.edits)
}

/** Units that need the same import ask for it each by itself. */
function withoutRepeats(edits: readonly Edit[]): readonly Edit[] {
  const isSame = (one: Edit, other: Edit) => one.at === other.at && one.insert === other.insert
  return edits.filter(
    (edit, index) => !edit.once || edits.findIndex((other) => other.once && isSame(edit, other)) === index,
  )
}

function withLineEndsOf(text: string, insert: string): string {
  return text.includes('\r\n') ? insert.replace(/\r?\n/g, '\r\n') : insert
}

const UNCHANGED = positionMap([])
