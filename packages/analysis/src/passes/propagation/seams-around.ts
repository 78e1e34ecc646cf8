import type { TSESTree } from '@typescript-eslint/types'
import { functionNames } from '../../calls/function-names.ts'
import { referenceIndex } from '../../calls/reference-index.ts'
import { isFunctionNode, type FunctionNode } from '../../syntax/function-node.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import { operationAt } from '../queries/find-queries.ts'

/**
 * The functions of a module with a profile that a place runs in and that become asynchronous of themselves, or are: one that
 * it stands in, or those of its file that reach the helper it stands in. None at the top of a module, and in others.
 */
export function seamsAround(context: AnalysisContext, place: TSESTree.Node): readonly FunctionNode[] {
  if (!isInSeam(context, place)) return []
  const seams = new Set<FunctionNode>()
  const seen = new Set<TSESTree.Node>()
  const places = [place]
  // Places are added while the list is gone through.
  for (const node of places) {
    const around = functionsAround(node)
    const seam = around.find((fn) => fn.async || isSeam(context, fn))
    const outermost = around.at(-1)
    if (seam) seams.add(seam)
    else if (outermost && !seen.has(outermost)) {
      seen.add(outermost)
      places.push(...referencesInFile(context, outermost))
    }
  }
  return [...seams]
}

/** True in a module whose functions become asynchronous of themselves. */
export function isInSeam({ profiles, sources }: AnalysisContext, node: TSESTree.Node): boolean {
  const { fileName } = sources.unitAt(node)
  return profiles.profiles.some(({ modules }) => modules.includes(fileName))
}

function functionsAround(node: TSESTree.Node): FunctionNode[] {
  const around: FunctionNode[] = []
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) around.push(at)
  return around
}

function isSeam(context: AnalysisContext, fn: FunctionNode): boolean {
  const name = nameOf(fn)
  return name !== undefined && operationAt(context, name)?.operation.became === 'async'
}

function nameOf(fn: FunctionNode): TSESTree.Node | undefined {
  if (fn.id) return fn.id
  const { parent } = fn
  if (parent.type === 'VariableDeclarator') return parent.id
  return 'key' in parent && parent.key !== fn ? parent.key : undefined
}

function referencesInFile(context: AnalysisContext, fn: FunctionNode): TSESTree.Node[] {
  const unit = context.sources.unitAt(fn)
  const references = functionNames(context, fn).flatMap((name) => referenceIndex(context).referencesTo(name))
  return references.filter((reference) => context.sources.unitAt(reference) === unit)
}
