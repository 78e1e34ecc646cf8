import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode, type FunctionNode } from '../syntax/function-node.ts'
import { variableOf } from '../syntax/references-of.ts'
import { staticName } from '../syntax/static-name.ts'
import { handedParameter } from './trace-callback.ts'
import { elementOf, memberOf } from './trace-member.ts'
import { importedValue } from './trace-module.ts'
import { agreed, languageValue, NOTHING, type Frame, type TracedValue } from './traced-value.ts'
import type { Tracer } from './value-tracer.ts'

export function valueOfName(
  tracer: Tracer,
  name: TSESTree.Identifier,
  frame: Frame | undefined,
): TracedValue | undefined {
  const variable = variableOf(tracer.sources.unitAt(name).scopes, name)
  if (variable && variable.defs.length > 0) return valueOfVariable(tracer, variable, frame)
  return name.name === 'undefined' ? NOTHING : (valueOfGlobal(name.name) ?? tracer.library.globalOf(name.name))
}

/** The language's own objects, by the types that declare them. */
function valueOfGlobal(name: string): TracedValue | undefined {
  if (CONSTRUCTORS.has(name)) return languageValue(`${name}Constructor`)
  if (name === 'console') return languageValue('Console')
  return name === 'JSON' || name === 'Math' ? languageValue(name) : undefined
}

const CONSTRUCTORS = new Set(['Promise', 'Object', 'Array', 'String', 'Number', 'Date', 'Map'])

function valueOfVariable(tracer: Tracer, variable: Variable, frame: Frame | undefined): TracedValue | undefined {
  const [definition] = variable.defs
  const isTop = variable.scope.block.type === 'Program'
  switch (definition?.type) {
    case 'ImportBinding':
      return valueOfImport(tracer, definition.node)
    case 'Parameter':
    case 'FunctionName':
    case 'ClassName':
    case 'Variable':
      return agreed(valuesOf(tracer, variable, isTop ? undefined : frame))
    default:
      return undefined
  }
}

/** What a variable is declared with, and what it is given later. */
function* valuesOf(tracer: Tracer, variable: Variable, frame: Frame | undefined): Generator<TracedValue | undefined> {
  for (const { type, node, name } of variable.defs)
    if (type === 'FunctionName' || type === 'ClassName') yield tracer.valueOf(node, frame)
    else if (type === 'Parameter') yield valueOfTarget(tracer, name, frame)
  for (const { identifier, init } of variable.references.filter((reference) => reference.isWrite()))
    if (!(init && isParameterDefault(identifier))) yield valueOfTarget(tracer, identifier, frame)
}

const isParameterDefault = ({ parent }: TSESTree.Node) =>
  parent?.type === 'AssignmentPattern' && isFunctionNode(parent.parent)

function valueOfImport(tracer: Tracer, node: TSESTree.Node): TracedValue | undefined {
  const importer = tracer.sources.unitAt(node).fileName
  if (node.parent?.type !== 'ImportDeclaration') return undefined
  const source = node.parent.source.value
  if (node.type === 'ImportNamespaceSpecifier') return importedValue(tracer, source, '*', importer)
  if (node.type === 'ImportDefaultSpecifier') return importedValue(tracer, source, 'default', importer)
  if (node.type !== 'ImportSpecifier') return undefined
  const { imported } = node
  return importedValue(tracer, source, imported.type === 'Identifier' ? imported.name : imported.value, importer)
}

/** What a name, or a pattern around it, is given where it stands: by a declaration, an assignment, a loop or a call. */
function valueOfTarget(tracer: Tracer, target: TSESTree.Node, frame: Frame | undefined): TracedValue | undefined {
  const { parent } = target
  switch (parent?.type) {
    case 'VariableDeclarator': {
      const around = parent.parent.parent
      if (parent.init) return tracer.valueOf(parent.init, frame)
      if (around.type === 'ForOfStatement') return elementOf(tracer.valueOf(around.right, frame))
      return around.type === 'ForInStatement' ? undefined : NOTHING
    }
    case 'AssignmentExpression':
      return parent.left === target ? tracer.valueOf(parent, frame) : undefined
    case 'ForOfStatement':
      return elementOf(tracer.valueOf(parent.right, frame))
    case 'Property': {
      const name = staticName(parent)
      const object = valueOfTarget(tracer, parent.parent, frame)
      return object && name !== undefined ? memberOf(tracer, object, name) : undefined
    }
    case 'ArrayPattern':
      return elementOf(valueOfTarget(tracer, parent, frame))
    case 'RestElement':
      return parent.parent.type === 'ObjectPattern' ? valueOfTarget(tracer, parent.parent, frame) : undefined
    case 'AssignmentPattern':
      return valueOfTarget(tracer, parent, frame) ?? tracer.valueOf(parent.right, frame)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return valueOfParameter(tracer, parent, parent.params.indexOf(target as TSESTree.Parameter), frame)
    default:
      return undefined
  }
}

function valueOfParameter(
  tracer: Tracer,
  fn: FunctionNode,
  index: number,
  frame: Frame | undefined,
): TracedValue | undefined {
  for (let call = frame; call; call = call.outer) if (call.fn === fn) return call.argument(index)
  return handedParameter(tracer, fn, index, frame)
}
