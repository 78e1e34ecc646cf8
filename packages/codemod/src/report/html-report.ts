import { structuredPatch } from 'diff'
import type { UnitReport } from '../engine/migration.ts'
import type { Place } from '../transforms/transform.ts'
import { Html, markup } from './markup.ts'
import { spellStep, type ReportedRun } from './json-report.ts'
import { pathFrom, spellLocation } from './locate.ts'

/** A page that needs no other file: the figures, what is left to do by hand and why, and each file's differences. */
export function htmlReport(run: ReportedRun): string {
  const { transform, version, migration } = run
  const { sites, files, boundaries, units, warnings, diagnostics } = migration
  const at = ({ fileName, at }: Place) => markup`<code>${spellLocation(run.locate({ fileName, at }))}</code>`
  const unitItems = (status: UnitReport['status']) =>
    units
      .filter((unit) => unit.status === status)
      .map((unit) => {
        const problems = unit.problems.map(
          ({ fileName, start, message }) => markup`<li>${at({ fileName, at: start })} ${message}</li>`,
        )
        return markup`<li>${unit.sites.map((site) => markup`${at(site)} `)} ${unit.because}<ul>${problems}</ul></li>`
      })
  const figures = [
    ['Call sites found', sites.found],
    ['migrated', sites.migrated],
    ['left', sites.blocked],
    ['Files that change', files.size],
    ['Boundaries', boundaries.length],
    ['Type errors before', diagnostics.before],
    ['after', diagnostics.after],
  ] as const
  const page = markup`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>orm-codemod ${transform}</title>
<style>${STYLE}</style>
<h1>orm-codemod ${transform}</h1>
<table>${figures.map(([name, figure]) => markup`<tr><th>${name}<td>${figure}`)}</table>
${section(
  'Boundaries: what waits behind them stays synchronous',
  boundaries.map((boundary) => {
    const chain = boundary.chain.map((step) => markup`<li><code>${spellStep(step, run.locate)}</code></li>`)
    return markup`<li>${at(boundary)} <b>${boundary.reason}</b> ${boundary.alternative}<ol>${chain}</ol></li>`
  }),
)}
${section('Rolled back, because the result could not be proved', unitItems('rolled-back'))}
${section('Not applied', unitItems('blocked'))}
${section(
  'Warnings',
  warnings.map((warning) => markup`<li>${at(warning)} ${warning.message}</li>`),
)}
<h2>Files</h2>
${[...files].map(([fileName, text]) => fileDifference(pathFrom(run.folder, fileName), run.originalText(fileName), text))}
<footer>orm-codemod ${version}</footer>
</html>
`
  return page.text
}

function section(title: string, items: readonly Html[]): Html {
  return items.length === 0 ? markup`` : markup`<h2>${title}</h2>\n<ul>${items}</ul>`
}

function fileDifference(path: string, before: string, after: string): Html {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context: 3 })
  const rows = hunks.map(({ oldStart, newStart, lines }) => {
    const counted = { '-': oldStart, '+': newStart }
    return markup`<tbody>${lines.map((line) => {
      const isRemoved = line.startsWith('-')
      const isAdded = line.startsWith('+')
      if (line.startsWith('\\')) return markup`<tr><td><td><td>${line}`
      const [from, to] = [isAdded ? '' : counted['-']++, isRemoved ? '' : counted['+']++]
      return markup`<tr class="${isRemoved ? 'removed' : isAdded ? 'added' : ''}"><td>${from}<td>${to}<td>${line}`
    })}</tbody>`
  })
  return markup`<details open><summary><code>${path}</code></summary><table class="diff">${rows}</table></details>\n`
}

const STYLE = new Html(`
:root { color-scheme: light dark; --removed: light-dark(#ffebe9, #4b1113); --added: light-dark(#dafbe1, #0f3d1e) }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
th { text-align: left; font-weight: normal; padding-right: 2rem }
td { font-variant-numeric: tabular-nums }
code, .diff { font: 13px/1.5 ui-monospace, monospace }
summary { cursor: pointer; margin: 1rem 0 .5rem }
.diff { border-collapse: collapse; width: 100% }
.diff tbody + tbody { border-top: 1rem solid transparent }
.diff td { padding: 0 .5rem; white-space: pre-wrap; overflow-wrap: anywhere; width: 100% }
.diff td:nth-child(-n+2) { opacity: .6; text-align: right; user-select: none; width: auto; white-space: nowrap }
.removed { background: var(--removed) }
.added { background: var(--added) }
footer { margin-top: 3rem; opacity: .6 }
`)
