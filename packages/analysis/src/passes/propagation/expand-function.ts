import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from '../../syntax/function-node.ts'
import { returnedExpressions } from '../../syntax/own-nodes.ts'
import { staticName } from '../../syntax/static-name.ts'
import { callingDecorator } from './calling-decorator.ts'
import {
  changing,
  forcingSlots,
  joined,
  NOTHING,
  stoppedBy,
  type Expansion,
  type PropagationContext,
} from './expansion.ts'
import { expandGenerator } from './expand-generator.ts'
import { isLazy } from '../queries/find-queries.ts'
import { followFunctionValue } from './follow-function-value.ts'
import { resultChange } from './result-change.ts'

/** What follows where a function's body waits: it becomes async, and so does all that its name and value reach. */
export function expandFunction(context: PropagationContext, fn: FunctionNode): Expansion {
  const obstacles = obstaclesIn(context, fn)
  if (obstacles.obstacles.length > 0 || fn.async) return obstacles
  if (fn.generator) return expandGenerator(context, fn, headOf(fn))
  const follows = follow(context, fn)
  const staysAsItIs = follows.changes.some(({ kind, node }) => kind === 'loop' || (kind === 'handler' && node === fn))
  return staysAsItIs ? follows : joined([changing({ kind: 'async', node: fn }), resultChange(fn.returnType), follows])
}

function follow(context: PropagationContext, fn: FunctionNode): Expansion {
  const { oracle } = context
  if (oracle.resultOf(fn) === 'accepts-promise') return NOTHING
  const own = fn.id ? forcingSlots(oracle.symbolsAt(fn.id), fn.id) : NOTHING
  if (fn.type !== 'FunctionDeclaration') return joined([own, followFunctionValue(context, fn)])
  return fn.id ? own : forcingSlots(oracle.symbolsAt(fn), fn)
}

function obstaclesIn(context: PropagationContext, fn: FunctionNode): Expansion {
  const member = fn.parent
  const head = headOf(fn)
  if ('kind' in member && member.kind === 'constructor') return stoppedBy('constructor', head)
  if ('kind' in member && (member.kind === 'get' || member.kind === 'set')) return stoppedBy('accessor', head)
  if (fn.returnType?.typeAnnotation.type === 'TSTypePredicate') return stoppedBy('type-predicate', head)
  const decorator = callingDecorator(context, member)
  if (decorator) return stoppedBy('decorated', decorator)
  if ('key' in member && isCalledByTheLanguage(member))
    return stoppedBy(fn.generator ? 'sync-generator' : 'json-or-coercion', member)
  const lazy = returnedExpressions(fn).find((returned) => isLazy(context, returned))
  return lazy && !fn.async ? stoppedBy('lazy-result', lazy) : NOTHING
}

function headOf(fn: FunctionNode): TSESTree.Node {
  return fn.parent.type === 'MethodDefinition' || fn.parent.type === 'Property' ? fn.parent : fn
}

function isCalledByTheLanguage(member: Extract<TSESTree.Node, { key: unknown }>): boolean {
  const keyed = member as { key: TSESTree.Node; computed?: boolean }
  const name = staticName(keyed)
  if (name !== undefined) return name === 'toJSON' || name === 'valueOf' || name === 'toString' || name === 'then'
  return (
    keyed.key.type === 'MemberExpression' &&
    keyed.key.object.type === 'Identifier' &&
    keyed.key.object.name === 'Symbol'
  )
}
