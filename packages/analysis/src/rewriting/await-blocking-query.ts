import type { TSESTree } from '@typescript-eslint/types'
import type { Site } from '../passes/queries/find-queries.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { twinCall } from '../syntax/twin-call.ts'
import { twinHome } from '../syntax/twin-home.ts'
import { awaitExpression } from './await-expression.ts'
import { awaitQuery } from './await-query.ts'
import { callTwin } from './call-twin.ts'
import { importTwin } from './import-twin.ts'
import { moveImports } from './move-imports.ts'
import type { Edit, Rewrite } from './rewrite.ts'

/**
 * Waits for a blocking query in a function that is async already. Undefined where more than the query has to change: a
 * transaction's callback, a twin that is called in another way, or one whose name the file uses for something else.
 */
export function awaitBlockingQuery(unit: SourceUnit, site: Site): Rewrite | undefined {
  const { twin, descriptor } = site.operation
  if (site.kind === 'transaction' || twin === null || twin === undefined) return undefined
  // Its file handle is made by another call.
  if (descriptor === 'opens' || descriptor === 'uses' || 'because' in twinCall(site)) return undefined
  const imports = importsOf(unit, site, twin)
  const title = site.kind === 'iteration' ? 'Iterate asynchronously' : `Await \`${twin}\` instead`
  const edits = imports && [...imports.edits, ...imports.call]
  return edits && { title, applicability: 'unsafe', edits, assumptions: [ATOMICITY] }
}

interface Imported {
  readonly edits: readonly Edit[]
  readonly call: readonly Edit[]
}

function importsOf(unit: SourceUnit, site: Site, twin: string): Imported | undefined {
  if (site.kind !== 'call' || site.node.type !== 'CallExpression') return { edits: [], call: awaitQuery(unit, site) }
  const home = twinHome(unit.scopes, site)
  if (home?.kind === 'imported' && home.module !== home.name.module) {
    const name = { ...home.name, twin, callees: [innermostExpression(site.node.callee)] }
    const moved = moveImports(unit, name.from, home.module, [name])
    return { edits: moved, call: callTwin(unit, site, isAwaited(site.node) ? () => [] : awaitExpression) }
  }
  const edits = importTwin(unit, site.node, twin)
  return home && edits && { edits, call: awaitQuery(unit, site) }
}

function isAwaited(node: TSESTree.CallExpression): boolean {
  return node.parent.type === 'AwaitExpression'
}

const ATOMICITY = 'No other task changes what this function has read while it waits.'
