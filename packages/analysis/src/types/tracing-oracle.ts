import type { TSESTree } from '@typescript-eslint/types'
import type { ProfileIndex } from '../profiles/profile-index.ts'
import { isFunctionNode } from '../syntax/function-node.ts'
import { functionName } from '../syntax/function-name.ts'
import { variableOf } from '../syntax/references-of.ts'
import { staticName } from '../syntax/static-name.ts'
import { innermostExpression, outermostWrapper } from '../syntax/transparent-parent.ts'
import { libraryValues } from './library-values.ts'
import { tracedSymbols } from './traced-symbols.ts'
import { LANGUAGE, languageValue, type ClassValue, type LibraryValue, type TracedValue } from './traced-value.ts'
import type { TracedSources } from './traced-sources.ts'
import type { DeclaredIdentity, TypeIdentity, TypeOracle } from './type-oracle.ts'
import { valueTracer, type Tracer } from './value-tracer.ts'

/**
 * The type oracle without types: it follows imports, constants and calls to the library that a value comes from, and knows
 * of its methods what the profiles say.
 *
 * Weaker than a checker's are: what is not traced is untyped, no promise, no list and nullable, so that facts are missed
 * and none is made up; what is not traced may have any member; `memberFamily` and `structuralMembers` know no overrides, `declarationsOf` no second candidate and
 * `symbolAt` no data members, so that a *proof* over all callees does not hold and no pass that needs one may ask;
 * `isPrimitive` and `isArray` know literals and what library and language return; `hasTwin` believes the row, whatever the
 * installed version has; no place has a declared type (`expectedResult`, `resultOf`).
 */
export function tracingOracle(
  sources: TracedSources,
  profiles: ProfileIndex,
  tracer: Tracer = valueTracer(sources, libraryValues(profiles)),
): TypeOracle {
  const { library } = tracer
  const symbols = tracedSymbols(tracer)
  const { valueOf } = tracer

  const classTypes = (of: ClassValue): TypeIdentity[] => {
    const { fileName } = sources.unitAt(of.node)
    const own = { module: fileName, type: of.node.id?.name ?? '' }
    const base = of.node.superClass ? typesOf(valueOf(of.node.superClass, of.frame)) : []
    return [own, ...base]
  }
  const typesOf = (value: TracedValue | undefined): readonly TypeIdentity[] => {
    switch (value?.kind) {
      case 'library':
        return library.typesOf(value)
      case 'export': {
        const entry = library.entryOf(value)
        return entry ? library.typesOf(entry) : []
      }
      case 'class':
        return classTypes(value)
      case 'instance':
        return classTypes(value.of)
      case 'promise':
        return [{ module: LANGUAGE, type: 'Promise' }]
      case 'list':
        return value.orOne ? typesOf(value.of) : [{ module: LANGUAGE, type: 'Array' }]
      default:
        return []
    }
  }
  const libraryOf = (value: TracedValue | undefined): LibraryValue | undefined =>
    value?.kind === 'library' ? value : value?.kind === 'export' ? library.entryOf(value) : undefined
  const isLazy = (value: TracedValue | undefined) => value?.kind === 'library' && library.isLazy(value)
  const isThenable = (value: TracedValue | undefined) => value?.kind === 'promise' || isLazy(value)
  const isQuery = (value: TracedValue | undefined) =>
    isThenable(value) || typesOf(value).some((type) => profiles.isBuilderType(type))

  const identitiesOf = (value: TracedValue | undefined): DeclaredIdentity[] => {
    switch (value?.kind) {
      case 'member':
        return library.typesOf(value.of).map((type) => ({ ...type, member: value.name }))
      case 'export': {
        const entry = library.entryOf(value)
        const names = [value.path.split('.').at(-1) ?? '', ...(entry ? [entry.type] : [])]
        return names.map((member) => ({ module: value.module, type: undefined, member }))
      }
      case 'function': {
        const { node } = value
        const { fileName } = sources.unitAt(node)
        const owner = node.parent.type === 'MethodDefinition' ? (node.parent.parent.parent.id?.name ?? '') : undefined
        return [{ module: fileName, type: owner, member: functionName(node) ?? 'default' }]
      }
      default:
        return []
    }
  }
  const isListOfData = (node: TSESTree.Node) =>
    isReceiverOfList(node) && typesOf(valueOf(node)).some(profiles.isPlainType)
  const identitiesOfMember = (node: TSESTree.MemberExpression): DeclaredIdentity[] => {
    const member = staticName(node)
    const object = valueOf(node.object)
    if (member === undefined || !object) return []
    if (isListOfData(node.object)) return [{ module: LANGUAGE, type: 'Array', member }]
    const isMade = /^(?:promise|library|export)$/.test(object.kind)
    const types = isMade ? typesOf(object).map((type) => ({ ...type, member })) : []
    return [...types, ...identitiesOf(valueOf(node))]
  }
  const isGlobal = (node: TSESTree.Identifier) =>
    (variableOf(sources.unitAt(node).scopes, node)?.defs.length ?? 0) === 0
  const hasMember = (query: TracedValue, name: string): boolean => {
    if (query.kind !== 'library') return name === 'then' || name === 'catch' || name === 'finally'
    // What plugins add to a query has no row: only what a list has, and no query, is known to be missing.
    return !RESULT_MEMBERS.has(name) || library.rowOf(query, name) !== undefined
  }

  return {
    ...symbols.oracle,
    identitiesAt: (expression) => {
      const node = innermostExpression(expression)
      if (node.type === 'MemberExpression') return identitiesOfMember(node)
      const found = identitiesOf(valueOf(node))
      if (found.length > 0 || node.type !== 'Identifier' || !isGlobal(node)) return found
      return [{ module: '@types/node', type: undefined, member: node.name }]
    },
    protocolAt: (node, member) => {
      const value = valueOf(node)
      if (value?.kind === 'promise') return member === 'then' ? [{ module: LANGUAGE, type: 'Promise', member }] : []
      if (value?.kind === 'list')
        return member === '[Symbol.iterator]' ? [{ module: LANGUAGE, type: 'Array', member }] : []
      const of = libraryOf(value)
      if (!of || !library.rowOf(of, member)) return []
      return library.typesOf(of).map((type) => ({ ...type, member }))
    },
    typesAt: (node) => typesOf(valueOf(node)),
    isEvery: (node, accepts) => typesOf(valueOf(node)).some(accepts),
    isObject: (node) => {
      const value = valueOf(node)
      return isQuery(value) || /^(?:object|function|class)$/.test(value?.kind ?? '')
    },
    fieldTypesAt: () => [],
    fieldTypesNamed: () => [],
    isThenable: (node) => isThenable(valueOf(node)),
    returnsThenable: (node) => {
      const value = valueOf(node)
      if (value?.kind === 'function') return value.node.async
      const row = value?.kind === 'member' ? library.rowOf(value.of, value.name) : undefined
      return value?.kind === 'member' && row !== undefined && isThenable(library.resultOf(row.operation, value.of))
    },
    isAsyncIterable: () => false,
    isUntyped: (node) => {
      const value = valueOf(node)
      const isKnown =
        value && (value.kind === 'export' ? library.entryOf(value) !== undefined : value.kind !== 'nothing')
      return !isKnown && !isLiteral(innermostExpression(node))
    },
    isNonNullable: (node) => {
      const value = valueOf(node)
      const isMade = value?.kind === 'function' || value?.kind === 'class' || value?.kind === 'object'
      return isMade || isQuery(value) || isLiteral(innermostExpression(node))
    },
    isCallable: (node) => {
      const value = valueOf(node)
      const isCalled = value && /^(?:function|class|member|export|folder)$/.test(value.kind)
      return value ? Boolean(isCalled) : !isLiteral(innermostExpression(node))
    },
    isPrimitive: (node) => {
      const inner = innermostExpression(node)
      const value = valueOf(inner)
      return isPrimitiveLiteral(inner) || (value?.kind === 'library' && isSameType(value, languageValue('String')))
    },
    isArray: (node) => valueOf(node)?.kind === 'list' || isListOfData(node),
    typeTextAt: () => undefined,
    hasTwin: (node, { twin, twinModule }) => {
      if (twin === 'same' || twinModule !== undefined) return true
      if (typeof twin !== 'string') return false
      const value = valueOf(node.type === 'CallExpression' ? node.callee : node)
      if (value?.kind === 'member') return library.rowOf(value.of, twin) !== undefined
      // A profile that describes a function of the project or of a package names its twin too.
      return value?.kind === 'export' || value?.kind === 'function'
    },
    exportsOf: () => [],
    elements: { areChecked: false, haveAt: true },
    awaitsAtTopLevel: (file) => file.sourceType === 'module',
    expectedResult: (value) => {
      const node = innermostExpression(value)
      return isFunctionNode(node) ? 'none' : 'untyped'
    },
    resultOf: (fn) => ('range' in fn && isFunctionNode(fn) && fn.async ? 'accepts-promise' : 'none'),
    keyedBy: () => 'name',
    calledAt: () => [],
    membersOf: (expression, name) => {
      const value = valueOf(expression)
      if (!value || (isThenable(value) && hasMember(value, name))) return [symbols.unknownMember]
      return isThenable(value) ? [] : symbols.ofMember(value, name)
    },
  }
}

/** True where a method is called that, in plain data, nothing but an array has. */
function isReceiverOfList(node: TSESTree.Node): boolean {
  const member = outermostWrapper(node).parent
  return member?.type === 'MemberExpression' && LIST_METHODS.has(staticName(member) ?? '')
}

const LIST_METHODS = new Set([
  ...['map', 'flatMap', 'forEach', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex'],
  ...['reduce', 'reduceRight', 'sort', 'toSorted'],
])

/** What only a list, and no query, has. */
const RESULT_MEMBERS = new Set([
  ...['length', 'forEach', 'push', 'slice', 'includes', 'join', 'some', 'every', 'reduce', 'indexOf'],
])

const isSameType = (left: LibraryValue, right: LibraryValue) => left.module === right.module && left.type === right.type

function isLiteral(node: TSESTree.Node): boolean {
  if (node.type === 'Literal') return node.value !== null
  return /^(?:Template|Array|Object|Function|ArrowFunction|Class|Binary|Unary)/.test(node.type)
}

function isPrimitiveLiteral(node: TSESTree.Node): boolean {
  return /^(?:Literal|TemplateLiteral|BinaryExpression|UnaryExpression|UpdateExpression)$/.test(node.type)
}
