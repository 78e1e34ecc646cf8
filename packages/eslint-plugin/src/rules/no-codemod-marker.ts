import { codemodMarkers } from 'orm-analysis'
import { commentRule } from '../comment-rule.ts'

export const noCodemodMarker = commentRule({
  name: 'no-codemod-marker',
  description: 'Disallow the markers that `orm-codemod` leaves where a migration is not finished.',
  config: 'recommended',
  messages: { marker: 'The migration stops here: {{text}}' },
  facts: codemodMarkers,
  report: ({ comment, text }) => ({ node: comment, message: 'marker', data: { text } }),
})
