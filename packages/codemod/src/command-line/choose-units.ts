import { isCancel, select } from '@clack/prompts'
import { CodemodError, EXIT_CODES } from '../codemod-error.ts'
import type { Offer } from '../engine/migrate.ts'
import { applyUnits } from '../engine/output.ts'
import { formatDiff } from '../report/format-diff.ts'
import { locator, spellLocation } from '../report/locate.ts'
import { paintDiff } from '../report/paint-diff.ts'
import type { Surroundings } from '../surroundings.ts'
import type { MigrationUnit } from '../transforms/transform.ts'

/** @throws CodemodError where nobody could answer */
export function refuseWithoutTerminal({ stdin, stderr }: Surroundings): void {
  if (stdin.isTTY && stderr.isTTY) return
  throw new CodemodError(
    EXIT_CODES.usage,
    '--interactive asks what to do with each change, and there is no terminal to ask on. --diff prints all of them.',
  )
}

/** Shows each unit on the terminal and asks whether to apply it. */
export function chooseUnits(surroundings: Surroundings): (offer: Offer) => Promise<readonly MigrationUnit[]> {
  const { cwd, stdin, stderr } = surroundings
  return async ({ units, textOf }) => {
    const locate = locator(cwd, textOf)
    const chosen: MigrationUnit[] = []
    for (const [index, unit] of units.entries()) {
      const diff = formatDiff(applyUnits([unit], textOf).texts, cwd, textOf)
      const warnings = unit.warnings.map((warning) => `${spellLocation(locate(warning))}  ${warning.message}\n`)
      stderr.write(`\n${paintDiff(diff, stderr, surroundings)}${warnings.join('')}`)
      const sites = unit.sites.map((site) => spellLocation(locate(site))).join(', ') || 'a marker'
      const answer = await select({
        message: `Change ${index + 1} of ${units.length}, for ${sites}`,
        options: ANSWERS,
        input: stdin,
        output: stderr,
      })
      if (isCancel(answer) || answer === 'quit')
        throw new CodemodError(EXIT_CODES.refused, 'You stopped the run. Nothing was changed.')
      if (answer === 'all') return [...chosen, ...units.slice(index)]
      if (answer === 'apply') chosen.push(unit)
    }
    return chosen
  }
}

const ANSWERS: { value: 'apply' | 'skip' | 'all' | 'quit'; label: string; hint?: string }[] = [
  { value: 'apply', label: 'Apply' },
  { value: 'skip', label: 'Skip', hint: 'its calls stay synchronous' },
  { value: 'all', label: 'Apply this and all that follow' },
  { value: 'quit', label: 'Quit', hint: 'nothing is changed' },
]
