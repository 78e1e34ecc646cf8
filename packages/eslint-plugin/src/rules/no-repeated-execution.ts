import { excerpt, findRepeatedExecutions, type RepeatedExecution } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noRepeatedExecution = factRule({
  name: 'no-repeated-execution',
  description: 'Disallow sending one lazy query twice.',
  config: 'recommended',
  hasSuggestions: false,
  messages: {
    read: '`{{query}}` was sent at line {{line}}, and is sent again here.',
    write: '`{{query}}` was sent at line {{line}}, and makes its changes again here.',
    throws: '`{{query}}` was sent at line {{line}}, and {{library}} throws when it is sent again.',
    'read-in-loop': '`{{query}}` is sent again in each turn of the loop.',
    'write-in-loop': '`{{query}}` makes its changes again in each turn of the loop.',
    'throws-in-loop': '`{{query}}` is sent in each turn of the loop, and {{library}} throws at the second.',
  },
  facts: findRepeatedExecutions,
  report: (repeated) => {
    const kind = kindOf(repeated)
    return {
      node: repeated.node,
      message: repeated.first ? kind : `${kind}-in-loop`,
      data: {
        query: excerpt(repeated.query),
        line: String(repeated.first?.loc.start.line ?? ''),
        library: repeated.library,
      },
    }
  },
})

function kindOf({ repeat, effect }: RepeatedExecution) {
  if (repeat === 'throws') return 'throws'
  return effect === 'write' ? 'write' : 'read'
}
