import { property } from '../models/key-of.ts'
import type { Column } from '../models/model-definition.ts'

/**
 * Sets the moments that the runtime gives: those of `autoNow: 'save'` each time, those of `autoNow: 'create'` for a new
 * row that came without.
 */
export function setMoments(
  instance: object,
  columns: readonly Column[],
  row: 'new' | 'stored',
  now = new Date(),
): void {
  for (const { name, type, definition } of columns) {
    const { autoNow } = definition
    if (autoNow === undefined) continue
    if (autoNow === 'create' && (row === 'stored' || (property(instance, name) ?? undefined) !== undefined)) continue
    Object.assign(instance, { [name]: type.kind === 'date' ? now.toISOString().slice(0, 10) : new Date(now) })
  }
}
