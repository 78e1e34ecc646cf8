import { awaitTogether, excerpt, inferIndependence, type Independence, type SourceUnit } from 'orm-analysis'
import type { TSESTree } from '@typescript-eslint/types'
import { debugChannel } from '../debug-channel.ts'
import { factRule } from '../fact-rule.ts'

const NAME = 'no-sequential-queries'

export const noSequentialQueries = factRule({
  name: NAME,
  description: 'Disallow awaiting one after the other what could be sent together.',
  config: 'recommended',
  needsTypes: true,
  messages: { sequential: '{{queries}} wait for each other for nothing.' },
  facts: (context, unit) => {
    const independence = inferIndependence(context, unit)
    explain(unit, independence)
    return independence.groups
  },
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

/** Writes what became of each place that was considered, with both of its ends, to whoever asked for it. */
function explain({ fileName }: SourceUnit, { groups, stops }: Independence): void {
  const write = debugChannel(`orm:${NAME}`)
  if (!write) return
  const at = ({ loc: { start } }: TSESTree.Node) => `${start.line}:${start.column + 1}`
  for (const { members } of groups)
    write(`${fileName}:${at(members[1].await)} grouped with ${at(members[0].await)}, ${members.length} in all`)
  for (const { first, second, reason, words } of stops)
    write(`${fileName}:${at(second)} ${reason}, after ${at(first)}: ${words}`)
}
