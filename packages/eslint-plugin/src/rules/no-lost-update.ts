import { excerpt, findLostUpdates } from 'orm-analysis'
import { factRule } from '../fact-rule.ts'

export const noLostUpdate = factRule({
  name: 'no-lost-update',
  description: 'Disallow writing back what was computed from a row that others may have changed meanwhile.',
  config: 'recommended',
  hasSuggestions: false,
  messages: {
    lost: '`{{write}}` writes a `{{field}}` made of what line {{line}} read; a change made meanwhile is lost{{remedy}}.',
  },
  facts: findLostUpdates,
  report: ({ write, read, field, isSum }) => ({
    node: write.node,
    message: 'lost',
    data: {
      write: excerpt(write.node),
      field,
      line: String(read.node.loc.start.line),
      remedy: isSum && write.profile.increments ? `; ${write.profile.increments} lets the database do it` : '',
    },
  }),
})
