import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import type { PropagationContext } from './expansion.ts'

/**
 * A handler that becomes one which hands a rejection on: `(req, res) => {…}` is written `(req, res, next) => void (async
 * () => {…})().catch(next)`.
 */
export interface CatchingHandler {
  /** What it is written with, in order; those that it has already come first. */
  readonly parameters: readonly string[]
  /** How many of them the function takes that is written here, or named. */
  readonly own: number
}

/** The handler of a framework that drops promises and takes errors by `next`; undefined for one that can't be written so. */
export function catchingHandler(context: PropagationContext, handler: TSESTree.Node): CatchingHandler | undefined {
  const fn = isFunctionNode(handler) ? handler : knownFunction(context, handler)
  if (!fn || fn.generator || fn.params.some(({ type }) => type === 'RestElement' || type === 'TSParameterProperty'))
    return undefined
  const names = fn.params.length === 4 ? HANDLER_OF_ERRORS : HANDLER
  if (fn.params.length > names.length) return undefined
  if (fn !== handler) return { parameters: names, own: fn.params.length }
  const parameters = names.map((name, index) => {
    const parameter = fn.params[index]
    if (!parameter) return index === names.length - 1 ? name : `_${name}`
    return parameter.type === 'Identifier' ? parameter.name : ''
  })
  return parameters.at(-1) !== '' ? { parameters, own: fn.params.length } : undefined
}

const HANDLER = ['request', 'response', 'next']
const HANDLER_OF_ERRORS = ['error', 'request', 'response', 'next']

function knownFunction(context: PropagationContext, handler: TSESTree.Node) {
  const [only, ...others] = knownCallees(context, { callee: handler })
  return others.length === 0 ? only : undefined
}
