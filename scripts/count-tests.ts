// Prints `passed failed skipped` from vitest's JSON report. A file that could not be loaded, and a run that failed for a
// reason that no test shows (the build, an unhandled rejection), count as one failure each.
import { readFileSync } from 'node:fs'

interface Report {
  numPassedTests: number
  numFailedTests: number
  /** Those skipped. */
  numPendingTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

const [reportFile = '', exitCode] = process.argv.slice(2)
const text = readFileSync(reportFile, 'utf8')
const report =
  text === ''
    ? { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] }
    : (JSON.parse(text) as Report)
const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
const failed = report.numFailedTests + unloaded.length
console.log(report.numPassedTests, failed === 0 && exitCode !== '0' ? 1 : failed, report.numPendingTests)
