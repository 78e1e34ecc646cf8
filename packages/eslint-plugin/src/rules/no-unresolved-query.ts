import { awaitUnresolvedQuery, excerpt, findUnresolvedQueries } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noUnresolvedQuery = factRule({
  name: 'no-unresolved-query',
  description: 'Disallow queries that are used as if they were their results.',
  config: 'recommended',
  messages: {
    condition: '`{{query}}` is {{what}}, which a condition always takes for true.',
    operand: '`{{query}}` is {{what}}, and not the value that is compared or computed with here.',
    template: '`{{query}}` is {{what}}, and its text is not that of its result.',
    member: '`{{query}}` is {{what}}, and what is read of it belongs to its result.',
    spread: '`{{query}}` is {{what}}, and has none of the properties of its result.',
    thrown: '`{{query}}` is {{what}}, which is thrown in place of its result.',
    value: '`{{query}}` is {{what}}, and is written out in place of its result.',
    predicate: '`{{query}}` is {{what}}, which the method that calls back always takes for true.',
    iteration: '`{{query}}` is {{what}}, which cannot be iterated.',
  },
  facts: findUnresolvedQueries,
  report: (unresolved, unit) => ({
    node: unresolved.node,
    message: unresolved.as,
    data: { query: excerpt(unresolved.node), what: WHAT[unresolved.mode] },
    suggestion: awaitUnresolvedQuery(unit, unresolved),
  }),
})

const WHAT = {
  eager: 'a promise',
  lazy: 'a query that has not run',
  unexecuted: 'a query that has not run',
}
