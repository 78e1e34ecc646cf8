import { awaitTogether, excerpt, inferIndependence } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noSequentialQueries = factRule({
  name: 'no-sequential-queries',
  description: 'Disallow awaiting one after the other what could be sent together.',
  config: 'recommended',
  messages: { sequential: '{{queries}} wait for each other for nothing.' },
  facts: (context, unit) => inferIndependence(context, unit).groups,
  report: (group, unit) => {
    const [, second] = group.members
    return {
      node: second.await,
      message: 'sequential',
      data: { queries: listed(group.members.map(({ argument }) => `\`${excerpt(argument)}\``)) },
      suggestion: awaitTogether(unit, group),
    }
  },
})

/** `a`, `b` and `c`. */
function listed(items: readonly string[]): string {
  return [items.slice(0, -1).join(', '), ...items.slice(-1)].join(' and ')
}
