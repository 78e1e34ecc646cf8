import type { TSESTree } from '@typescript-eslint/types'
import type { CatchingHandler } from '../passes/propagation/catching-handler.ts'
import { isFunctionNode } from '../syntax/function-node.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { insertion, surrounding, type Edit } from './rewrite.ts'

/** The edits that make a handler hand a rejection to `next`, where nobody else takes it; its body stays as it is. */
export function catchNext(unit: SourceUnit, handler: TSESTree.Node, { parameters, own }: CatchingHandler): Edit[] {
  const next = parameters.at(-1) ?? 'next'
  if (!isFunctionNode(handler)) {
    const given = parameters.slice(0, own).join(', ')
    return surrounding(unit, handler.range, `(${parameters.join(', ')}) => void `, `(${given}).catch(${next})`)
  }
  const missing = parameters.slice(own)
  const added = own === 0 ? missing.join(', ') : missing.map((name) => `, ${name}`).join('')
  const last = handler.params.at(-1)
  const at = last ? last.range[1] : unit.text.indexOf('(', handler.range[0]) + 1
  const isBare = own === 1 && !/^(?:async\s*)?\(/.test(unit.text.slice(handler.range[0], last?.range[0]))
  const isArrow = handler.type === 'ArrowFunctionExpression'
  const parameter = missing.length === 0 ? [] : [insertion(unit, at, isBare && isArrow ? `${added})` : added)]
  const opening = isBare && isArrow && missing.length > 0 && last ? [insertion(unit, last.range[0], '(')] : []
  const [start, end] = handler.body.range
  if (isArrow) return [...opening, ...parameter, ...aroundBody(unit, handler, next)]
  return [
    ...parameter,
    insertion(unit, start + 1, ' void (async () => {'),
    insertion(unit, end - 1, `})().catch(${next}) `),
  ]
}

/** Parentheses around an object that is answered belong to the body. */
function aroundBody(unit: SourceUnit, { body, range }: TSESTree.ArrowFunctionExpression, next: string): Edit[] {
  const isWrapped = unit.text.slice(body.range[1], range[1]).includes(')')
  const start = isWrapped ? unit.text.lastIndexOf('(', body.range[0]) : body.range[0]
  return surrounding(unit, [start, range[1]], 'void (async () => ', `)().catch(${next})`)
}
