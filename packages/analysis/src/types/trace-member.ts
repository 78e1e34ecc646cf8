import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { isFunctionNode } from '../syntax/function-node.ts'
import { variableOf } from '../syntax/references-of.ts'
import { staticName } from '../syntax/static-name.ts'
import { walk } from '../syntax/walk.ts'
import { moduleExports } from './module-exports.ts'
import { valueOfBody } from './trace-call.ts'
import { exportedValue, filesOf } from './trace-module.ts'
import {
  agreed,
  languageValue,
  type ClassValue,
  type Frame,
  type FunctionValue,
  type InstanceValue,
  type ObjectValue,
  type TracedValue,
} from './traced-value.ts'
import type { Tracer } from './value-tracer.ts'

/** The member of a value; the name is empty where it is computed. */
export function memberOf(tracer: Tracer, value: TracedValue, name: string): TracedValue | undefined {
  switch (value.kind) {
    case 'library':
      return tracer.library.memberOf(value, name)
    case 'export':
      return name === '' ? undefined : tracer.library.memberOf(value, name)
    case 'module':
      return exportedValue(tracer, value.fileName, name)
    case 'object':
      return memberOfObject(tracer, value, name)
    case 'function':
      return assignedMember(tracer, value, name)
    case 'class':
      return memberOfClass(tracer, value, value, name)
    case 'instance':
      return memberOfClass(tracer, value.of, value, name)
    case 'promise':
      return { kind: 'member', of: languageValue('Promise'), name }
    case 'list': {
      const one = value.orOne && value.of ? memberOf(tracer, value.of, name) : undefined
      return one ?? { kind: 'member', of: languageValue('Array'), name }
    }
    case 'folder':
      return agreed(
        filesOf(tracer, value.folder, value.except).flatMap((file) => (file ? [memberOf(tracer, file, name)] : [])),
      )
    default:
      return undefined
  }
}

/** What iteration of a value, or a number as its index, gives. */
export function elementOf(value: TracedValue | undefined): TracedValue | undefined {
  return value?.kind === 'list' ? value.of : value?.kind === 'library' ? value : undefined
}

function memberOfObject(tracer: Tracer, value: ObjectValue, name: string): TracedValue | undefined {
  for (const property of value.node.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const spread = tracer.valueOf(property.argument, value.frame)
      const found = spread && memberOf(tracer, spread, name)
      if (found) return found
    } else if (name !== '' && staticName(property) === name) {
      const found = tracer.valueOf(property.value, value.frame)
      if (found?.kind !== 'function' || found.node !== property.value) return found
      const method = { ...found, self: value }
      return property.kind === 'get' ? valueOfBody(tracer, method, [], value.frame) : method
    }
  }
  return assignedMember(tracer, value, name)
}

/**
 * What is assigned to a member of the object, class or function in the file that it stands in: `db.users = …`. A member
 * of a registry, which is filled under computed names (`db[model.name] = model`), is what is put into that.
 */
function assignedMember(tracer: Tracer, value: ObjectValue | ClassValue | FunctionValue, name: string) {
  const { node, frame } = value
  const unit = tracer.sources.unitAt(node)
  const exported = moduleExports(unit)
  if (exported.whole.some((one) => one === node)) {
    const here = exported.names.get(name)
    if (here?.kind === 'here') return tracer.valueOf(here.node)
  }
  const variable = variableWith(unit.scopes, node)
  const named: TracedValue[] = []
  const computed: (TracedValue | undefined)[] = []
  for (const { identifier } of variable?.references ?? []) {
    const member = identifier.parent
    const assignment = member.parent
    if (member.type !== 'MemberExpression' || member.object !== identifier) continue
    if (assignment?.type !== 'AssignmentExpression' || assignment.left !== member) continue
    const assigned = staticName(member)
    if (assigned !== undefined && assigned !== name) continue
    const given = tracer.valueOf(assignment.right, frame)
    if (assigned === undefined) computed.push(given)
    else if (given) named.push(given)
  }
  const found = agreed(named.length > 0 ? named : computed)
  return found?.kind === 'nothing' ? undefined : found
}

/** The variable that holds what an expression makes. */
function variableWith(scopes: Parameters<typeof variableOf>[0], node: TSESTree.Node): Variable | undefined {
  if ('id' in node && node.id?.type === 'Identifier') return variableOf(scopes, node.id)
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at
    if (parent.type === 'VariableDeclarator')
      return parent.id.type === 'Identifier' ? variableOf(scopes, parent.id) : undefined
    if (parent.type !== 'AssignmentExpression' || parent.right !== at) return undefined
    if (parent.left.type === 'Identifier') return variableOf(scopes, parent.left)
  }
  return undefined
}

function memberOfClass(
  tracer: Tracer,
  of: ClassValue,
  self: ClassValue | InstanceValue,
  name: string,
): TracedValue | undefined {
  const isStatic = self.kind === 'class'
  for (const member of of.node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue
    if (member.static !== isStatic || staticName(member) !== name) continue
    if (member.type === 'PropertyDefinition' && !member.value) continue
    if (!member.value || !('type' in member.value)) continue
    if (member.type === 'PropertyDefinition' && !isFunctionNode(member.value)) return fieldOf(tracer, of, self, name)
    if (!isFunctionNode(member.value)) continue
    const method: FunctionValue = { kind: 'function', node: member.value, frame: of.frame, self }
    return member.type === 'MethodDefinition' && member.kind === 'get'
      ? valueOfBody(tracer, method, [], undefined)
      : method
  }
  return (
    fieldOf(tracer, of, self, name) ??
    (isStatic ? assignedMember(tracer, of, name) : undefined) ??
    inherited(tracer, of, self, name)
  )
}

function inherited(tracer: Tracer, of: ClassValue, self: ClassValue | InstanceValue, name: string) {
  const { superClass } = of.node
  const base = superClass ? tracer.valueOf(superClass, of.frame) : undefined
  if (base?.kind === 'class') return memberOfClass(tracer, base, self, name)
  const value = base?.kind === 'export' ? tracer.library.entryOf(base) : base
  if (value?.kind !== 'library') return undefined
  const found = tracer.library.memberOf(value, name)
  return found?.kind === 'member' ? { ...found, owner: self.kind === 'class' ? self : self.of } : found
}

/** What a field is declared with and what methods set it to: all have to agree. */
function fieldOf(tracer: Tracer, of: ClassValue, self: ClassValue | InstanceValue, name: string) {
  const values: (TracedValue | undefined)[] = []
  const inside = self.kind === 'instance' ? (self.frame ?? of.frame) : of.frame
  for (const member of of.node.body.body) {
    if (member.type === 'PropertyDefinition' && member.value && staticName(member) === name)
      values.push(tracer.valueOf(member.value, inside))
    else if (member.type === 'MethodDefinition')
      walk(member.value, (node) => {
        if (node.type !== 'AssignmentExpression' || node.operator !== '=') return
        if (node.left.type !== 'MemberExpression' || node.left.object.type !== 'ThisExpression') return
        if (staticName(node.left) === name) values.push(tracer.valueOf(node.right, inside))
      })
  }
  const found = agreed(values)
  return found?.kind === 'nothing' ? undefined : found
}

/** What `this` is: as the call says, or an object of the class, or the object that a method stands in. */
export function selfAt(tracer: Tracer, node: TSESTree.Node, frame: Frame | undefined): TracedValue | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'FunctionExpression' || at.type === 'FunctionDeclaration') {
      const fn = at
      for (let call = frame; call; call = call.outer) if (call.fn === fn && call.self) return call.self
      return selfOfMethod(fn) ?? selfOfAssigned(tracer, fn)
    }
    if (at.type === 'PropertyDefinition') return selfOfMember(at)
  }
  return undefined
}

function selfOfMethod(fn: TSESTree.FunctionExpression | TSESTree.FunctionDeclaration): TracedValue | undefined {
  const { parent } = fn
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') return selfOfMember(parent)
  const object = parent.type === 'Property' ? parent.parent : undefined
  return object?.type === 'ObjectExpression' ? { kind: 'object', node: object, frame: undefined } : undefined
}

/** A function that is put on an object is called on it: `users.find = function () { … }`. */
function selfOfAssigned(tracer: Tracer, fn: TSESTree.Node): TracedValue | undefined {
  const { parent } = fn
  if (parent?.type !== 'AssignmentExpression' || parent.right !== fn || parent.left.type !== 'MemberExpression')
    return undefined
  const value = tracer.valueOf(parent.left.object)
  return value?.kind === 'object' || value?.kind === 'class' ? value : undefined
}

function selfOfMember(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): TracedValue {
  const of: ClassValue = { kind: 'class', node: member.parent.parent, frame: undefined }
  return member.static ? of : { kind: 'instance', of, frame: undefined }
}
