import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import { returnedExpressions } from '../syntax/own-nodes.ts'
import { variableOf } from '../syntax/references-of.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { elementOf } from './trace-member.ts'
import { filesOf, namesFolder, namespaceOf, requiredValue } from './trace-module.ts'
import {
  agreed,
  LANGUAGE,
  NOTHING,
  type ClassValue,
  type Frame,
  type FunctionValue,
  type LibraryValue,
  type MemberValue,
  type TracedValue,
} from './traced-value.ts'
import { awaited, type Tracer } from './value-tracer.ts'

type Call = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression

/** What a call, a construction or a template gives. */
export function valueOfCall(tracer: Tracer, node: Call, frame: Frame | undefined): TracedValue | undefined {
  if (node.type === 'TaggedTemplateExpression') return valueOfTemplate(tracer, node, frame)
  const callee = innermostExpression(node.callee)
  if (callee.type === 'Identifier' && callee.name === 'require') return valueOfRequire(tracer, node, callee)
  const value = tracer.valueOf(callee, frame)
  return value && called(tracer, value, node, frame)
}

function valueOfTemplate(
  { valueOf, library }: Tracer,
  { tag }: TSESTree.TaggedTemplateExpression,
  frame: Frame | undefined,
): TracedValue | undefined {
  const made = valueOf(tag, frame)
  const row = made?.kind === 'export' ? library.functionOf(made) : undefined
  if (row && made?.kind === 'export') return library.resultOf(row.operation, ofModule(made.module))
  const value = made?.kind === 'export' ? library.entryOf(made) : made
  if (value?.kind === 'library') {
    const row = library.rowOf(value, '[template]') ?? library.rowOf(value, '[call]')
    return row && library.resultOf(row.operation, value)
  }
  const method = value?.kind === 'member' ? library.rowOf(value.of, value.name) : undefined
  return method && value?.kind === 'member' ? library.resultOf(method.operation, value.of) : undefined
}

/** What a function of a module is called on. */
const ofModule = (module: string): LibraryValue => ({ kind: 'library', module, type: '', blocks: false })

function valueOfRequire(tracer: Tracer, node: Call, callee: TSESTree.Identifier): TracedValue | undefined {
  const unit = tracer.sources.unitAt(callee)
  if ((variableOf(unit.scopes, callee)?.defs.length ?? 0) > 0 || node.type !== 'CallExpression') return undefined
  const [argument] = node.arguments
  if (argument?.type === 'Literal') return requiredValue(tracer, String(argument.value), unit.fileName)
  return argument && namesFolder(argument) ? namespaceOf(tracer, argument, unit.fileName) : undefined
}

function called(
  tracer: Tracer,
  value: TracedValue,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  frame: Frame | undefined,
): TracedValue | undefined {
  const { library } = tracer
  switch (value.kind) {
    case 'function':
      return node.type === 'CallExpression' ? valueOfBody(tracer, value, node.arguments, frame) : undefined
    case 'class':
      return node.type === 'NewExpression' ? constructed(tracer, value, node, frame) : undefined
    case 'member':
      return value.of.module === LANGUAGE
        ? calledOnLanguage(tracer, value, node, frame)
        : calledOnLibrary(tracer, value, node)
    case 'library': {
      const row = library.rowOf(value, '[call]')
      return row ? library.resultOf(row.operation, value) : value
    }
    case 'export': {
      const row = library.functionOf(value)?.operation
      const made = library.entryOf(value)
      if (made && row?.does !== 'transact') return made
      return row && library.resultOf(row, ofModule(value.module))
    }
    case 'folder': {
      const found = filesOf(tracer, value.folder, value.except).flatMap((file) => {
        const made = file && called(tracer, file, node, frame)
        return isOfLibrary(made) ? [made] : []
      })
      return agreed(found)
    }
    default:
      return undefined
  }
}

/** A file beside those that a loop is about has another kind of value, or none that is known. */
const isOfLibrary = (value: TracedValue | undefined) => value?.kind === 'library' || value?.kind === 'class'

function calledOnLibrary({ library }: Tracer, { of, name, owner }: MemberValue, node: TSESTree.Node) {
  const row = library.rowOf(of, name)?.operation
  if (!row) return undefined
  if (row.does === 'transact' && !row.deferred && 'arguments' in node && takesCallback(node.arguments))
    return row.waits === 'blocking' || (row.waits === 'by-type' && of.blocks)
      ? undefined
      : { kind: 'promise' as const, of: undefined }
  const result = library.resultOf(row, of)
  return owner && row.gives === of.type ? ofClass(result, owner) : result
}

const takesCallback = (given: readonly TSESTree.Node[]) =>
  given.some((one) => isFunctionNode(one) || one.type === 'Identifier' || one.type === 'MemberExpression')

/** Rows of a project's model are objects of that class. */
function ofClass(value: TracedValue | undefined, owner: ClassValue): TracedValue | undefined {
  if (value?.kind === 'promise' || value?.kind === 'list') return { ...value, of: ofClass(value.of, owner) }
  return value?.kind === 'library' ? { kind: 'instance', of: owner, frame: undefined } : value
}

/** Methods of the language that hand on what they are given. */
function calledOnLanguage(
  tracer: Tracer,
  { of, name }: MemberValue,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  frame: Frame | undefined,
): TracedValue | undefined {
  const callee = innermostExpression(node.callee)
  const [first] = node.arguments
  const given = () => (first ? tracer.valueOf(first, frame) : undefined)
  const object = () => (callee.type === 'MemberExpression' ? tracer.valueOf(callee.object, frame) : undefined)
  switch (of.type) {
    case 'PromiseConstructor': {
      if (name === 'resolve') return { kind: 'promise', of: awaited(tracer, given()) }
      const list = name === 'all' ? given() : undefined
      const element = awaited(tracer, elementOf(list))
      return { kind: 'promise', of: list?.kind === 'list' ? { kind: 'list', of: element } : undefined }
    }
    case 'Promise':
      return { kind: 'promise', of: name === 'then' ? undefined : awaited(tracer, object()) }
    case 'ObjectConstructor':
      if (name === 'assign' || name === 'freeze') return given()
      return /^(?:keys|values|entries)$/.test(name) ? { kind: 'list', of: undefined } : undefined
    case 'Array': {
      if (/^(?:find|findLast|at|pop|shift)$/.test(name)) return elementOf(object())
      if (/^(?:filter|slice|sort|toSorted|reverse|toReversed|concat)$/.test(name)) return object()
      if (name !== 'map' && name !== 'flatMap') return undefined
      const mapper = given()
      const made = mapper?.kind === 'function' ? valueOfBody(tracer, mapper, undefined, frame) : undefined
      return { kind: 'list', of: name === 'map' ? made : undefined }
    }
    default:
      return undefined
  }
}

function constructed(tracer: Tracer, of: ClassValue, node: TSESTree.NewExpression, frame: Frame | undefined) {
  const method = of.node.body.body.find(
    (member): member is TSESTree.MethodDefinition =>
      member.type === 'MethodDefinition' && member.kind === 'constructor',
  )
  const fn = method && isFunctionNode(method.value) ? method.value : undefined
  const made = fn && frameOf(tracer, { kind: 'function', node: fn, frame: of.frame }, node.arguments, frame)
  return { kind: 'instance' as const, of, frame: made }
}

/**
 * What a function of the project returns, its parameters being what the call hands over.
 *
 * @param given undefined where the call is not written: parameters are then what the place of the function says
 */
export function valueOfBody(
  tracer: Tracer,
  fn: FunctionValue,
  given: readonly TSESTree.Node[] | undefined,
  frame: Frame | undefined,
): TracedValue | undefined {
  const { node } = fn
  if (node.generator) return undefined
  // What a function returns of itself is what it returns otherwise.
  for (let call = frame; call; call = call.caller) if (call.fn === node) return NOTHING
  const inner = given ? frameOf(tracer, fn, given, frame) : fn.frame
  if (given && !inner) return node.async ? { kind: 'promise', of: undefined } : undefined
  const value = agreed(returnedValues(tracer, fn, inner))
  const found = value?.kind === 'nothing' ? undefined : value
  return node.async ? { kind: 'promise', of: awaited(tracer, found) } : found
}

function* returnedValues({ valueOf }: Tracer, { node }: FunctionValue, frame: Frame | undefined) {
  for (const expression of returnedExpressions(node)) yield valueOf(expression, frame)
}

/** The call of a function; undefined where calls go too deep. */
export function frameOf(
  tracer: Tracer,
  { node, frame: outer, self }: FunctionValue,
  given: readonly TSESTree.Node[],
  frame: Frame | undefined,
): Frame | undefined {
  const depth = (frame?.depth ?? 0) + 1
  if (depth > DEEP) return undefined
  const spread = given.findIndex(({ type }) => type === 'SpreadElement')
  const known = new Map<number, TracedValue | undefined>()
  return {
    fn: node,
    self,
    outer,
    caller: frame,
    depth,
    argument: (index) => {
      const argument = spread >= 0 && index >= spread ? undefined : given[index]
      if (argument && !known.has(index)) known.set(index, tracer.valueOf(argument, frame))
      return known.get(index)
    },
  }
}

/** Calls that lead into each other. */
const DEEP = 8
