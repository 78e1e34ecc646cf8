import type { TSESTree } from '@typescript-eslint/types'
import type ts from 'typescript'
import type { ProfileIndex } from '../profiles/profile-index.ts'
import { staticName } from '../syntax/static-name.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { assignedNames, type AssignedNames } from './assigned-names.ts'
import { libraryValues } from './library-values.ts'
import type { ProgramSources } from './program-sources.ts'
import { programTracedSources } from './program-traced-sources.ts'
import { tracingOracle } from './tracing-oracle.ts'
import type { Declaration, SymbolHandle, TypeOracle } from './type-oracle.ts'
import { typescriptOracle } from './typescript-oracle.ts'
import { valueTracer } from './value-tracer.ts'

/**
 * The type oracle for JavaScript of which a checker knows names and few types. Who refers to what, and which members stand
 * or fall together, is the checker's word, and that of assignments where it has none. What comes from a library, and what
 * the checker takes for `any`, is traced.
 */
export function untypedOracle(compiler: typeof ts, sources: ProgramSources, profiles: ProfileIndex): TypeOracle {
  const typed = typescriptOracle(compiler, sources)
  const traceable = programTracedSources(compiler, sources)
  const tracer = valueTracer(traceable, libraryValues(profiles), (node) => givenTo(node))
  const traced = tracingOracle(traceable, profiles, tracer)
  const assigned: AssignedNames = assignedNames(traceable, {
    valueOf: (node) => tracer.valueOf(node),
    symbolAt: (name) => symbolsAt(name)[0],
  })

  const symbolsAt = (name: TSESTree.Node): readonly SymbolHandle[] => {
    const found = typed.symbolsAt(name)
    if (found.length > 0 || name.type !== 'Identifier') return found
    const symbol = memberAt(name) ?? (isVariable(name) ? assigned.globalAt(name) : undefined)
    return symbol ? [symbol] : []
  }
  /** The member of a value that is known by where it was made, and not by its type. */
  const memberAt = (name: TSESTree.Identifier): SymbolHandle | undefined => {
    const { parent } = name
    if (parent.type !== 'MemberExpression' || parent.property !== name || parent.computed) return undefined
    const value = tracer.valueOf(parent.object)
    if (value?.kind === 'object')
      for (const property of value.node.properties)
        if (property.type === 'Property' && staticName(property) === name.name) return typed.symbolAt(property.key)
    return assigned.memberOf(parent.object, name.name)
  }
  const declarationsOf = (symbol: SymbolHandle): readonly Declaration[] =>
    assigned.declarationsOf(symbol) ?? typed.declarationsOf(symbol)
  const isMade = (symbol: SymbolHandle) => assigned.declarationsOf(symbol) !== undefined

  /** The expressions that a member or a global variable is declared and assigned with; none where there may be others. */
  const givenTo = (node: TSESTree.Identifier | TSESTree.MemberExpression): readonly TSESTree.Node[] => {
    if (node.type === 'Identifier') {
      const symbol = isVariable(node) ? assigned.globalAt(node) : undefined
      return symbol ? allGivenBy(declarationsOf(symbol)) : []
    }
    const name = node.property.type === 'Identifier' ? node.property : undefined
    const [symbol, ...others] = name ? symbolsAt(name) : []
    if (!name || !symbol || others.length > 0) return []
    const given = allGivenBy(declarationsOf(symbol))
    if (given.length === 0) return []
    const later = assigned.targetsNamed(name.name).filter((target) => symbolsAt(target.property).includes(symbol))
    return [...given, ...allGivenBy(later.map((node) => ({ kind: 'project', fileName: '', node })))]
  }
  const knows = (node: TSESTree.Node) => !typed.isUntyped(node)
  const either =
    (question: 'isThenable' | 'returnsThenable' | 'isAsyncIterable' | 'isArray' | 'isPrimitive' | 'isObject') =>
    (node: TSESTree.Node) =>
      (knows(node) ? typed : traced)[question](node)

  return {
    ...typed,
    identitiesAt: (node) => {
      const found = typed.identitiesAt(node)
      return found.length > 0 ? found : traced.identitiesAt(node)
    },
    protocolAt: (node, member) => (knows(node) ? typed : traced).protocolAt(node, member),
    typesAt: (node) => (knows(node) ? typed : traced).typesAt(node),
    isEvery: (node, accepts) => (knows(node) ? typed : traced).isEvery(node, accepts),
    isThenable: either('isThenable'),
    returnsThenable: either('returnsThenable'),
    isAsyncIterable: either('isAsyncIterable'),
    isArray: either('isArray'),
    isPrimitive: either('isPrimitive'),
    isObject: either('isObject'),
    isUntyped: (node) => !knows(node) && traced.isUntyped(node),
    // The checker is not asked to tell null and undefined from other values.
    isNonNullable: traced.isNonNullable,
    isCallable: (node) => (knows(node) ? typed : traced).isCallable(node),
    symbolAt: (name) => symbolsAt(name)[0],
    symbolsAt,
    declarationsOf,
    memberFamily: (member) => (isMade(member) ? [member] : typed.memberFamily(member)),
    structuralMembers: (member) => (isMade(member) ? [] : typed.structuralMembers(member)),
    hasTwin: (node, operation) => {
      const callee = node.type === 'CallExpression' ? innermostExpression(node.callee) : node
      const object = callee.type === 'MemberExpression' ? callee.object : callee
      return (knows(object) ? typed : traced).hasTwin(node, operation)
    },
    resultOf: (fn) => (!('range' in fn) && isMade(fn) ? 'none' : typed.resultOf(fn)),
    membersOf: (node, name) => (knows(node) ? typed : traced).membersOf(node, name),
  }
}

/** True for an identifier that reads or writes a variable. */
function isVariable(name: TSESTree.Identifier): boolean {
  const { parent } = name
  if (parent.type === 'MemberExpression') return parent.object === name || parent.computed
  return !('key' in parent && parent.key === name && !(parent.type === 'Property' && parent.shorthand))
}

function allGivenBy(declarations: readonly Declaration[]): readonly TSESTree.Node[] {
  const given = declarations.map((one) => (one.kind === 'project' ? givenBy(one.node) : undefined))
  return given.every((one) => one !== undefined) ? given : []
}

/** What a declaration says that its name is. */
function givenBy(declaration: TSESTree.Node): TSESTree.Node | undefined {
  switch (declaration.type) {
    case 'VariableDeclarator':
      return declaration.id.type === 'Identifier' ? (declaration.init ?? undefined) : undefined
    case 'Property':
      return declaration.parent.type === 'ObjectExpression' ? declaration.value : undefined
    case 'AssignmentExpression':
      return declaration.right
    case 'MemberExpression':
      return declaration.parent.type === 'AssignmentExpression' && declaration.parent.left === declaration
        ? declaration.parent.right
        : undefined
    case 'PropertyDefinition':
      return declaration.value ?? undefined
    case 'MethodDefinition':
      return declaration.kind === 'method' ? declaration.value : undefined
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return declaration
    default:
      return undefined
  }
}
