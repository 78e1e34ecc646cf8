import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import { staticName } from '../syntax/static-name.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { LibraryValues } from './library-values.ts'
import { valueOfCall } from './trace-call.ts'
import { elementOf, memberOf, selfAt } from './trace-member.ts'
import { namespaceOf } from './trace-module.ts'
import { valueOfName } from './trace-name.ts'
import { agreed, languageValue, NOTHING, type Frame, type TracedValue } from './traced-value.ts'
import type { TracedSources } from './traced-sources.ts'

/**
 * An interpreter with one question: what library value is this expression? It follows names through imports, constants,
 * members and calls of the project's functions, whose parameters it binds to the arguments. Whatever it can't follow is
 * unknown (`undefined`), parameters of unknown callers foremost.
 */
export interface Tracer {
  readonly sources: TracedSources
  readonly library: LibraryValues
  readonly valueOf: (node: TSESTree.Node, frame?: Frame) => TracedValue | undefined
}

/** @param givenTo the expressions that a name is declared or assigned with, by one who knows more than its syntax says */
export function valueTracer(
  sources: TracedSources,
  library: LibraryValues,
  givenTo: (node: TSESTree.Identifier | TSESTree.MemberExpression) => readonly TSESTree.Node[] = () => [],
): Tracer {
  const known = new Map<TSESTree.Node, TracedValue | undefined>()
  const active = new Map<TSESTree.Node, Frame | undefined>()
  /** How often a question was cut off: what depends on the place that it was asked from is not remembered. */
  let cuts = 0
  let steps = 0

  const tracer: Tracer = {
    sources,
    library,
    valueOf: (expression, frame) => {
      const node = innermostExpression(expression)
      if (!frame && known.has(node)) return known.get(node)
      if (active.has(node) && active.get(node) === frame) {
        cuts++
        return NOTHING
      }
      if (active.size === 0) steps = 0
      if (++steps > MANY || active.size > DEEP) {
        cuts++
        return undefined
      }
      const before = active.get(node)
      const wasActive = active.has(node)
      const cutsBefore = cuts
      active.set(node, frame)
      const value = valueOrGiven(node, evaluate(tracer, node, frame))
      if (wasActive) active.set(node, before)
      else active.delete(node)
      if (!frame && (cuts === cutsBefore || active.size === 0)) known.set(node, value)
      return value
    },
  }
  return tracer

  function valueOrGiven(node: TSESTree.Node, value: TracedValue | undefined): TracedValue | undefined {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return value
    if (value && value.kind !== 'nothing') return value
    const found = agreed(givenTo(node).map((given) => tracer.valueOf(given)))
    return found && found.kind !== 'nothing' ? found : value
  }
}

/** Steps that one question may take, and how far they may lead into each other. */
const MANY = 20_000
const DEEP = 250

function evaluate(tracer: Tracer, node: TSESTree.Node, frame: Frame | undefined): TracedValue | undefined {
  const { valueOf } = tracer
  if (isFunctionNode(node)) return { kind: 'function', node, frame }
  switch (node.type) {
    case 'Identifier':
      return valueOfName(tracer, node, frame)
    case 'ThisExpression':
      return selfAt(tracer, node, frame)
    case 'MemberExpression':
      return valueOfMember(tracer, node, frame)
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return valueOfCall(tracer, node, frame)
    case 'AwaitExpression':
      return awaited(tracer, valueOf(node.argument, frame))
    case 'ConditionalExpression':
      return agreed([node.consequent, node.alternate].map((branch) => valueOf(branch, frame)))
    case 'LogicalExpression': {
      const right = valueOf(node.right, frame)
      // A default says what is expected in its place.
      const left = node.operator === '&&' ? right : valueOf(node.left, frame)
      if (left && isEmptyList(node.right)) return left
      return left ? agreed([left, right]) : right
    }
    case 'AssignmentExpression':
      return node.operator === '=' || node.operator === '??=' || node.operator === '||='
        ? valueOf(node.right, frame)
        : undefined
    case 'SequenceExpression':
      return node.expressions.length > 0 ? valueOf(node.expressions.at(-1)!, frame) : undefined
    case 'ObjectExpression':
      return { kind: 'object', node, frame }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { kind: 'class', node, frame }
    case 'ArrayExpression':
      return { kind: 'list', of: agreedElement(tracer, node, frame) }
    case 'ImportExpression':
      return { kind: 'promise', of: namespaceOf(tracer, node.source, tracer.sources.unitAt(node).fileName) }
    case 'Literal':
      return node.value === null ? NOTHING : typeof node.value === 'string' ? languageValue('String') : undefined
    case 'TemplateLiteral':
      return languageValue('String')
    default:
      return undefined
  }
}

const isEmptyList = (node: TSESTree.Node) => node.type === 'ArrayExpression' && node.elements.length === 0

function valueOfMember(tracer: Tracer, node: TSESTree.MemberExpression, frame: Frame | undefined) {
  const object = tracer.valueOf(node.object, frame)
  if (!object) return undefined
  const name = staticName(node)
  if (name !== undefined && !/^\d+$/.test(name)) return memberOf(tracer, object, name)
  return object.kind === 'list' ? elementOf(object) : memberOf(tracer, object, '')
}

function agreedElement(tracer: Tracer, { elements }: TSESTree.ArrayExpression, frame: Frame | undefined) {
  const found = agreed(
    elements.map((element) =>
      element && element.type !== 'SpreadElement' ? tracer.valueOf(element, frame) : undefined,
    ),
  )
  return found?.kind === 'nothing' ? undefined : found
}

/** What `await` gives of a value: of what is no promise, the value itself. */
export function awaited({ library }: Pick<Tracer, 'library'>, value: TracedValue | undefined): TracedValue | undefined {
  if (value?.kind === 'promise') return value.of
  return value?.kind === 'library' ? library.awaited(value) : value
}
