import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Linter, type ESLint, type Rule } from 'eslint'
import type {
  ArtifactLocation,
  Fix,
  Location,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
  Suppression,
} from 'sarif'

/**
 * What ESLint found as a SARIF 2.1.0 log, for GitHub's code scanning and other readers. Reports that comments or a
 * suppressions file silence are results with a `suppressions` property, so that a reader can tell silenced from fixed.
 * Suggestions are `fixes`. Columns count UTF-16 code units from 1, and ends are exclusive, as in ESLint.
 *
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export default function sarif(results: readonly ESLint.LintResult[], { cwd, rulesMeta }: FormatterContext): string {
  const ruleIds = [...new Set(results.flatMap(allMessages).flatMap(({ ruleId }) => ruleId ?? []))].sort()
  const located = results.map((result) => ({ ...result, file: artifactOf(result.filePath, cwd) }))
  const notifications = located.flatMap(({ messages, file }) =>
    messages.filter(isFailure).map((message) => notificationOf(message, file)),
  )
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ESLint',
            informationUri: 'https://eslint.org',
            version: Linter.version,
            rules: ruleIds.map((id) => descriptorOf(id, rulesMeta[id])),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: `${pathToFileURL(cwd).href}/` } },
        invocations: [{ executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications }],
        artifacts: located.map(({ file }) => ({ location: file })),
        results: located.flatMap((result) =>
          allMessages(result)
            .filter((message) => !isFailure(message))
            .map((message) => resultOf(message, result.file, ruleIds)),
        ),
      },
    ],
  }
  return JSON.stringify(log, null, 2)
}

/** What ESLint hands to a formatter beside the results. */
export interface FormatterContext {
  readonly cwd: string
  readonly rulesMeta: Readonly<Record<string, Rule.RuleMetaData | undefined>>
}

type Message = Linter.LintMessage | Linter.SuppressedLintMessage

/** Stands for the folder that ESLint ran in, so that the log means the same on another machine. */
const ROOT = '%SRCROOT%'

function allMessages({ messages, suppressedMessages }: ESLint.LintResult): Message[] {
  return [...messages, ...suppressedMessages]
}

/** A file that could not be read as code: nothing is known of it. */
function isFailure({ fatal }: Message): boolean {
  return fatal === true
}

function artifactOf(filePath: string, cwd: string): ArtifactLocation {
  const path = relative(cwd, filePath).replaceAll('\\', '/')
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT }
}

function descriptorOf(id: string, meta: Rule.RuleMetaData | undefined): ReportingDescriptor {
  const { description, url } = meta?.docs ?? {}
  return {
    id,
    ...(description !== undefined && { shortDescription: { text: description } }),
    ...(url !== undefined && { helpUri: url }),
    ...(meta?.type && { properties: { type: meta.type } }),
  }
}

function resultOf(message: Message, file: ArtifactLocation, ruleIds: readonly string[]): Result {
  const { ruleId, severity, suggestions } = message
  const suppressions = 'suppressions' in message ? message.suppressions.map(suppressionOf) : []
  return {
    ...(ruleId !== null && { ruleId, ruleIndex: ruleIds.indexOf(ruleId) }),
    level: severity === 2 ? 'error' : 'warning',
    message: { text: message.message },
    locations: [locationOf(message, file)],
    ...(suggestions && { fixes: suggestions.map((suggestion) => fixOf(suggestion, file)) }),
    suppressions,
  }
}

/** A comment stands in the source; what a suppressions file silences is recorded outside of it. */
function suppressionOf({ kind, justification }: Linter.LintSuppression): Suppression {
  return {
    kind: kind === 'directive' ? 'inSource' : 'external',
    ...(justification !== '' && { justification }),
  }
}

function locationOf({ line, column, endLine, endColumn }: Message, file: ArtifactLocation): Location {
  // What ESLint reports of a whole file has no place, and SARIF counts from 1.
  const region = {
    startLine: Math.max(line, 1),
    startColumn: Math.max(column, 1),
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  }
  return { physicalLocation: { artifactLocation: file, region } }
}

function fixOf({ desc, fix: { range, text } }: Linter.LintSuggestion, file: ArtifactLocation): Fix {
  const [charOffset, end] = range
  const replacement = { deletedRegion: { charOffset, charLength: end - charOffset }, insertedContent: { text } }
  return { description: { text: desc }, artifactChanges: [{ artifactLocation: file, replacements: [replacement] }] }
}

function notificationOf(message: Message, file: ArtifactLocation): Notification {
  return { level: 'error', message: { text: message.message }, locations: [locationOf(message, file)] }
}
