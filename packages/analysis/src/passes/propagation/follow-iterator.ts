import type { TSESTree } from '@typescript-eslint/types'
import { awaitPlace } from '../../syntax/await-place.ts'
import { enclosingFunction, type FunctionNode } from '../../syntax/function-node.ts'
import { referencesOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import { outermostWrapper } from '../../syntax/transparent-parent.ts'
import { awaitValue, waitAt } from './await-value.ts'
import { iterableType, iterationsOf } from './expand-generator.ts'
import { forcing, joined, NOTHING, stoppedBy, type Expansion, type PropagationContext } from './expansion.ts'
import { isArrayFrom } from './loop-elements.ts'
import { loopPlace } from './loop-place.ts'

/** What follows where the value of an expression is an async generator from now on: whatever iterates it waits. */
export function followIterator(context: PropagationContext, value: TSESTree.Expression): Expansion {
  const node = outermostWrapper(value)
  const { parent } = node
  switch (parent?.type) {
    case 'ExpressionStatement':
      return NOTHING
    case 'ForOfStatement':
      return parent.await ? NOTHING : waitAt(context, parent, { kind: 'for-await', node: parent })
    case 'YieldExpression': {
      const place = parent.delegate ? awaitPlace(parent) : undefined
      if (place?.kind !== 'function') break
      return place.fn.async ? NOTHING : forcing({ kind: 'function', fn: place.fn }, parent)
    }
    case 'SpreadElement': {
      const list = parent.parent
      const isAlone = list.type === 'ArrayExpression' && list.elements.length === 1
      return gather(context, isAlone ? list : value, value)
    }
    case 'CallExpression':
      if (parent.arguments.length !== 1 || parent.arguments[0] !== node) break
      if (isArrayFrom(context, parent.callee)) return gather(context, parent, value)
      if (
        context.sources.textOf(context.sources.unitAt(parent).fileName).slice(...parent.callee.range) !== FROM_ENTRIES
      )
        break
      return gather(context, value, value)
    case 'NewExpression':
      if (parent.callee.type !== 'Identifier' || !/^(?:Set|Map)$/.test(parent.callee.name)) break
      return gather(context, value, value)
    case 'VariableDeclarator':
      if (parent.id.type === 'Identifier' && parent.parent.kind === 'const') return inVariable(context, parent.id, node)
      break
    case 'MemberExpression': {
      const call = outermostWrapper(parent).parent
      const isCalled = call?.type === 'CallExpression' && call.callee === outermostWrapper(parent)
      if (parent.object !== node || !isCalled || !METHODS.has(staticName(parent) ?? '')) break
      return awaitValue(context, call)
    }
    case 'ReturnStatement':
      return returned(context, enclosingFunction(parent), node)
    case 'ArrowFunctionExpression':
      return returned(context, parent, node)
  }
  return stoppedBy('sync-generator', node)
}

const METHODS = new Set(['next', 'return', 'throw'])
const FROM_ENTRIES = 'Object.fromEntries'

function inVariable(context: PropagationContext, id: TSESTree.Identifier, node: TSESTree.Node): Expansion {
  const isExported = id.parent.parent?.parent?.type === 'ExportNamedDeclaration'
  if (isExported) return stoppedBy('sync-generator', node)
  return joined([
    iterableType(id.typeAnnotation, node),
    ...referencesOf(context.sources.unitAt(id).scopes, id)
      .filter(({ init }) => init !== true)
      .map(({ identifier }) => followIterator(context, identifier as TSESTree.Identifier)),
  ])
}

/** A function that answers the generator stays as it is; all that iterates what it answers waits. */
function returned(context: PropagationContext, fn: FunctionNode | undefined, node: TSESTree.Node): Expansion {
  if (!fn || fn.async || fn.generator || (fn.parent.type === 'CallExpression' && fn.parent.callee !== fn))
    return stoppedBy('sync-generator', node)
  const iterations = iterationsOf(context, fn)
  return iterations.length === 0
    ? stoppedBy('sync-generator', node)
    : joined([iterableType(fn.returnType, node), ...iterations])
}

/** What takes all elements at once takes an array that a loop has gathered. */
function gather(context: PropagationContext, call: TSESTree.Expression, node: TSESTree.Expression): Expansion {
  const place = loopPlace(context, call)
  const type = typeOfElements(context, call, node)
  if (type === undefined || (place.kind === 'inline' && call === node)) return stoppedBy('sync-generator', node)
  return waitAt(context, call, {
    kind: 'loop',
    node: call,
    loop: {
      call,
      elements: { gives: 'answers', order: 'forward', node, container: 'generator', grows: false, mayBeMissing: false },
      callback: { kind: 'none', node, roles: { accumulator: undefined } },
      place,
      result: { type: type === '' ? undefined : type, initial: undefined, declared: undefined },
    },
  })
}

/** The type of the array; empty in JavaScript, and undefined where it has no name. */
function typeOfElements(
  { oracle, sources }: PropagationContext,
  call: TSESTree.Expression,
  node: TSESTree.Expression,
): string | undefined {
  if (!/tsx?$/.test(sources.unitAt(call).fileName)) return ''
  if (call !== node) return oracle.typeTextAt(call)
  const [, first] =
    /^(?:Generator|IterableIterator|Iterable)<(\w+)\b(?![.[<])/.exec(oracle.typeTextAt(node) ?? '') ?? []
  return first && `${first}[]`
}
