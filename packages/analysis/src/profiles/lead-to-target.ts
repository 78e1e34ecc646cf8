import type { Operation, Profile } from './profile.ts'

/** A profile's rows as they are where the migration leads to a driver that it names; the profile itself where it has none. */
export function leadToTarget(profile: Profile, target: string): Profile {
  const rows = profile.targets?.[target]?.types
  if (!rows) return profile
  const members = (type: string): Readonly<Record<string, Operation>> => ({ ...profile.types[type], ...rows[type] })
  const types = [...new Set([...Object.keys(profile.types), ...Object.keys(rows)])]
  return { ...profile, types: Object.fromEntries(types.map((type) => [type, members(type)])) }
}
