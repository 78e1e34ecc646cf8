import type { Site } from '../passes/queries/find-queries.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import { awaitQuery } from './await-query.ts'
import { importTwin } from './import-twin.ts'
import type { Rewrite } from './rewrite.ts'

/**
 * Waits for a blocking query in a function that is async already. Undefined where more than the query has to change: a
 * transaction's callback, or a twin whose name the file uses for something else.
 */
export function awaitBlockingQuery(unit: SourceUnit, site: Site): Rewrite | undefined {
  const twin = site.operation.twin ?? 'same'
  const imports = site.node.type === 'CallExpression' && site.kind === 'call' ? importTwin(unit, site.node, twin) : []
  if (site.kind === 'transaction' || !imports) return undefined
  const title = site.kind === 'iteration' ? 'Iterate asynchronously' : `Await \`${twin}\` instead`
  return { title, applicability: 'unsafe', edits: [...imports, ...awaitQuery(unit, site)], assumptions: [ATOMICITY] }
}

const ATOMICITY = 'No other task changes what this function has read while it waits.'
