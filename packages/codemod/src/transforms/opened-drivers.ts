import type { AnalysisContext, Profile } from 'orm-analysis'
import type { Warning } from './transform.ts'

/** Where a synchronous driver is imported that a migration's target takes the place of: to open that is left to people. */
export function openedDrivers({ sources, profiles }: AnalysisContext, target: string): Warning[] {
  const drivers = profiles.profiles.flatMap((profile) => driversOf(profile, target))
  return sources.fileNames().flatMap((fileName) =>
    (sources.unitOf(fileName)?.ast.body ?? []).flatMap((statement) => {
      const source = statement.type === 'ImportDeclaration' ? statement.source.value : undefined
      const driver = drivers.find(({ module }) => module === source)
      return driver ? [{ fileName, at: statement.range[0], message: driver.left }] : []
    }),
  )
}

function driversOf({ modules, entries = {}, targets = {} }: Profile, target: string) {
  const { left } = targets[target] ?? {}
  if (left === undefined) return []
  return Object.entries(entries).flatMap(([entry, type]) => {
    const part = entry.split('/').slice(0, -1).join('/')
    return type.endsWith('<sync>') ? modules.map((module) => ({ module: `${module}/${part}`, left })) : []
  })
}
