import { atomically, type Steps } from '../execute/steps.ts'
import { m2mChanged } from '../models/model-signals.ts'
import { modelNamed } from '../models/schema.ts'
import { betweenQuery, type RelatedRows } from './related-query.ts'
import { checkReceivers, sendSignal } from './send-signal.ts'
import { writingDatabase } from './statements.ts'

/**
 * Sends `m2mChanged` before and after a change to the pairs of a many-to-many relation, in one transaction with it.
 * `keys` are those at the far end, undefined for all.
 */
export function* tellOfPairs(
  related: RelatedRows,
  change: 'Add' | 'Remove' | 'Clear',
  keys: readonly unknown[] | undefined,
  steps: () => Steps<void>,
): Steps<void> {
  if (!arePairsHeard(related)) return yield* steps()
  const { instance, relation } = related
  const between = betweenQuery(related)
  const sender = between.definition.model
  const database = writingDatabase(between)
  const reverse = relation.definition.inverseOf !== undefined
  const { model } = modelNamed(relation.target)
  const event = { sender, instance, reverse, model, keys, using: database.alias }
  yield* checkReceivers(m2mChanged, sender)
  yield* atomically(database, function* () {
    yield* sendSignal(m2mChanged, { ...event, action: `pre${change}` })
    yield* steps()
    yield* sendSignal(m2mChanged, { ...event, action: `post${change}` })
  })
}

/** Whether anybody wants to hear of the relation. */
export function arePairsHeard(related: RelatedRows): boolean {
  return m2mChanged.isHeard(betweenQuery(related).definition.model)
}
