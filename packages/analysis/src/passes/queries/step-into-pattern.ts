import type { Variable } from '@typescript-eslint/scope-manager'
import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction } from '../../syntax/function-node.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { staticName } from '../../syntax/static-name.ts'
import type { SourceUnit } from '../../types/source-provider.ts'
import {
  dropped,
  forwarded,
  goesOn,
  iterated,
  joined,
  moved,
  NO_USE,
  unresolved,
  type Place,
  type Step,
} from './consumption.ts'

/** A value that is given to a variable, or taken apart into several: whatever reads them has it. */
export function stepIntoPattern(unit: SourceUnit, place: Place, pattern: TSESTree.Node, by: TSESTree.Node): Step {
  const [head, ...rest] = place.path
  switch (pattern.type) {
    case 'VariableDeclaration':
      return stepIntoPattern(unit, place, pattern.declarations[0].id, by)
    case 'Identifier':
      return stepIntoVariable(unit, place, pattern, by)
    case 'AssignmentPattern':
      return stepIntoPattern(unit, place, pattern.left, by)
    case 'ArrayPattern':
      if (head === undefined) return iterated(place, by)
      if (head !== '*') return forwarded(place, 'store', by)
      return joined(
        pattern.elements
          .filter((element) => element !== null)
          .map((element) =>
            element.type === 'RestElement'
              ? stepIntoPattern(unit, place, element.argument, by)
              : stepIntoPattern(unit, { ...place, path: rest }, element, by),
          ),
      )
    case 'ObjectPattern': {
      if (head === undefined) return unresolved(place, 'member', by)
      const named = pattern.properties.find((each) => each.type === 'Property' && staticName(each) === head)
      if (named?.type === 'Property') return stepIntoPattern(unit, { ...place, path: rest }, named.value, by)
      const isWhole = pattern.properties.some((each) => each.type === 'RestElement' || each.computed)
      return isWhole ? forwarded(place, 'store', by) : NO_USE
    }
    default:
      return forwarded(place, 'store', by)
  }
}

/** A variable of the same function is followed; what is assigned to any other may be read by whoever sees it. */
export function stepIntoAssignment(unit: SourceUnit, place: Place, assignment: TSESTree.AssignmentExpression): Step {
  const { left } = assignment
  if (left.type !== 'Identifier') {
    const isPattern = left.type === 'ArrayPattern' && place.path.length === 0
    return isPattern ? iterated(place, assignment) : forwarded(place, 'store', assignment)
  }
  const variable = variableOf(unit.scopes, left)
  const declared = variable?.defs[0]?.name
  if (!declared || enclosingFunction(declared) !== enclosingFunction(assignment))
    return forwarded(place, 'store', assignment)
  const isStatement = assignment.parent.type === 'ExpressionStatement'
  return joined([stepIntoVariable(unit, place, left, assignment), isStatement ? NO_USE : goesOn(place, assignment)])
}

function stepIntoVariable(unit: SourceUnit, place: Place, name: TSESTree.Identifier, by: TSESTree.Node): Step {
  const variable = variableOf(unit.scopes, name)
  if (!variable || isExported(variable)) return forwarded(place, 'store', by)
  const reads = placesOf(variable, place, place.path)
  if (reads.length > 0) return { uses: [], places: reads }
  return dropped(place, place.path.length === 0 ? 'unread-variable' : 'container', by)
}

/** Wherever a variable is read. */
export function placesOf(variable: Variable, place: Place, path: readonly string[]): Place[] {
  return variable.references
    .filter((reference) => reference.isRead() && !isReassigned(reference.identifier))
    .map(({ identifier }) => moved(place, identifier, path))
}

/** `count += 1` reads its target; the value goes nowhere but there. */
function isReassigned({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'UpdateExpression'
}

export function isExported({ defs }: Variable): boolean {
  return defs.some(
    ({ node }) => node.type === 'VariableDeclarator' && node.parent.parent.type === 'ExportNamedDeclaration',
  )
}
