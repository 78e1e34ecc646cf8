import { pathToFileURL } from 'node:url'
import type { Location, Log, Result } from 'sarif'
import type { Place } from '../transforms/transform.ts'
import type { ReportedRun } from './json-report.ts'
import type { Location as TextLocation } from './locate.ts'

/**
 * What is left to do by hand as a SARIF 2.1.0 log, for GitHub's code scanning and other readers: boundaries, each with
 * the way from the query to it as a code flow; units that could not be proved; warnings. Columns count UTF-16 code units
 * from 1.
 *
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport({ version, folder, migration, locate }: ReportedRun): Log {
  const at = (place: Place, message?: string): Location => locationOf(locate(place), message)
  const boundaries = migration.boundaries.map((boundary): Result => {
    const { reason, chain, alternative, sites } = boundary
    const [calls, stay] = sites === 1 ? ['call', 'stays'] : ['calls', 'stay']
    return {
      ruleId: `boundary/${reason}`,
      level: 'warning',
      message: { text: `${sites} ${calls} ${stay} synchronous because of this. ${alternative}` },
      locations: [at(boundary)],
      codeFlows: [{ threadFlows: [{ locations: chain.map((step) => ({ location: at(step, step.text) })) }] }],
    }
  })
  const rolledBack = migration.units
    .filter(({ status }) => status === 'rolled-back')
    .map(({ sites: [first, ...others], problems }): Result => {
      const [problem] = problems
      return {
        ruleId: 'rolled-back',
        level: 'warning',
        message: { text: `This stays synchronous, because the result could not be proved. ${problem?.message ?? ''}` },
        locations: first ? [at(first)] : [],
        relatedLocations: [
          ...others.map((site) => at(site, 'This would change with it.')),
          ...problems.map(({ fileName, start, message }) => at({ fileName, at: start }, message)),
        ],
      }
    })
  const warnings = migration.warnings.map((warning): Result => ({
    ruleId: 'warning',
    level: 'warning',
    message: { text: warning.message },
    locations: [at(warning)],
  }))
  const results = [...boundaries, ...rolledBack, ...warnings]
  const ruleIds = [...new Set(results.map(({ ruleId = '' }) => ruleId))]
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'orm-codemod', version, rules: ruleIds.map((id) => ({ id, ...describe(id) })) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: `${pathToFileURL(folder).href}/` } },
        results: results.map((result) => ({ ...result, ruleIndex: ruleIds.indexOf(result.ruleId ?? '') })),
      },
    ],
  }
}

/** Stands for the folder that the command ran in, so that the log means the same on another machine. */
const ROOT = '%SRCROOT%'

function describe(ruleId: string): { readonly shortDescription: { readonly text: string } } {
  const text =
    DESCRIPTIONS[ruleId] ?? `What waits for a query can't be asynchronous here: ${ruleId.replace('boundary/', '')}.`
  return { shortDescription: { text } }
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'rolled-back': 'A change whose result could not be proved was not made.',
  warning: 'A change that is sound only if its author agrees.',
}

function locationOf({ file, line, column }: TextLocation, message: string | undefined): Location {
  const uri = file.split('/').map(encodeURIComponent).join('/')
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: ROOT },
      region: { startLine: line, startColumn: column },
    },
    ...(message !== undefined && { message: { text: message } }),
  }
}
