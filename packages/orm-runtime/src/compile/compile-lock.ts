import { QueryNode, SelectModifierNode, TableNode, type SelectQueryNode } from 'kysely'
import { NotSupportedError } from '../errors/not-supported-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Lock } from '../query/shape.ts'
import { relatedPath } from './related-paths.ts'
import type { Scope } from './scope.ts'

/**
 * `for update`. SQLite has no lock of a row: its transactions write one at a time.
 * @throws NotSupportedError for an option that the database does not have.
 */
export function compileLock(node: SelectQueryNode, lock: Lock, scope: Scope): SelectQueryNode {
  const { features, name } = scope.dialect
  const { skipLocked, noWait, of } = lock
  if (!features.selectForUpdate) return node
  const refused = (option: string) =>
    new NotSupportedError(`selectForUpdate({ ${option} }) is not possible on ${name}.`)
  if (skipLocked && !features.skipLocked) throw refused('skipLocked')
  if (noWait && !features.noWait) throw refused('noWait')
  if (skipLocked && noWait) throw new UsageError('selectForUpdate takes `skipLocked` or `noWait`, not both.')
  if (of && !features.lockOf) throw refused('of')
  // Without names, only the query's own rows: those that are joined may be absent, which no database can lock.
  const aliases = of?.map((path) => (path === 'self' ? scope.root : scope.aliasOf(relatedPath(scope.definition, path))))
  const tables = (aliases ?? (features.lockOf ? [scope.root] : undefined))?.map((alias) => TableNode.create(alias))
  let locked = QueryNode.cloneWithEndModifier(node, SelectModifierNode.create('ForUpdate', tables))
  if (skipLocked) locked = QueryNode.cloneWithEndModifier(locked, SelectModifierNode.create('SkipLocked'))
  if (noWait) locked = QueryNode.cloneWithEndModifier(locked, SelectModifierNode.create('NoWait'))
  return locked
}
