import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { Site } from '../queries/find-queries.ts'
import type { PropagationContext } from './expansion.ts'

/**
 * The calls that open, use and close one file descriptor, where all of it happens in one function and nobody else sees the
 * number: then a file handle can take its place. `not-local` where somebody else may; `none` for a call without one.
 */
export function localHandle(context: PropagationContext, site: Site): readonly Site[] | 'not-local' | 'none' {
  const { descriptor } = site.operation
  if (descriptor === undefined || site.node.type !== 'CallExpression') return 'none'
  if (descriptor === 'opens') return callsOf(context, site) ?? 'not-local'
  const [first] = site.node.arguments
  const opened = first && openedAs(context, first)
  if (opened) return callsOf(context, opened) ?? 'not-local'
  return descriptor === 'may-use' && first && !isDescriptor(context, first) ? 'none' : 'not-local'
}

/** The call that an argument's variable is declared with, if that opens a file. */
function openedAs({ sources, sites }: PropagationContext, argument: TSESTree.Node): Site | undefined {
  if (argument.type !== 'Identifier') return undefined
  const [definition] = variableOf(sources.unitAt(argument).scopes, argument)?.defs ?? []
  const declared = definition?.node
  const init = declared?.type === 'VariableDeclarator' && declared.init ? innermostExpression(declared.init) : undefined
  const site = init && sites.get(init)
  return site?.operation.descriptor === 'opens' ? site : undefined
}

function callsOf({ sources, sites }: PropagationContext, opening: Site): Site[] | undefined {
  const { parent } = opening.node
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier' || parent.id.typeAnnotation)
    return undefined
  const variable = variableOf(sources.unitAt(opening.node).scopes, parent.id)
  const uses = variable?.references.filter(({ init }) => !init) ?? []
  const calls = uses.flatMap(({ identifier }) => {
    const call = identifier.parent
    const site = call.type === 'CallExpression' && call.arguments[0] === identifier ? sites.get(call) : undefined
    const isUse = site?.operation.descriptor === 'uses' || site?.operation.descriptor === 'may-use'
    return isUse && enclosingFunction(site.node) === enclosingFunction(opening.node) ? [site] : []
  })
  return calls.length === uses.length ? [opening, ...calls] : undefined
}

/** True for a number, and for a variable that some call which opens a file gives its value: code without types has both. */
function isDescriptor({ oracle, sources, sites }: PropagationContext, node: TSESTree.Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'number'
  const variable = node.type === 'Identifier' ? variableOf(sources.unitAt(node).scopes, node) : undefined
  const isOpened = variable?.references.some(({ writeExpr }) => {
    const site = writeExpr && sites.get(innermostExpression(writeExpr))
    return site?.operation.descriptor === 'opens'
  })
  return isOpened === true || /\bnumber\b/.test(oracle.typeTextAt(node) ?? '')
}
