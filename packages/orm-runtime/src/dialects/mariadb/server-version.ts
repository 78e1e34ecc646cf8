import { NotSupportedError } from '../../errors/not-supported-error.ts'

/** Which server answers. */
export interface ServerVersion {
  readonly flavour: 'mariadb' | 'mysql'
  /** 10.11 is `[10, 11]`. */
  readonly version: readonly [major: number, minor: number]
}

const oldest: Readonly<Record<ServerVersion['flavour'], ServerVersion['version']>> = { mariadb: [10, 6], mysql: [8, 0] }

/**
 * Reads the version that a server greets with: `8.0.36`, `5.5.5-10.11.8-MariaDB` (MariaDB puts 5.5.5 in front for
 * replicas that know no second digit of two).
 * @throws NotSupportedError where the server is older than MariaDB 10.6 or MySQL 8.
 */
export function serverVersion(greeting: string): ServerVersion {
  const flavour = /mariadb/i.test(greeting) ? 'mariadb' : 'mysql'
  const [, major, minor] = /^(?:5\.5\.5-)?(\d+)\.(\d+)/.exec(greeting) ?? []
  const server: ServerVersion = { flavour, version: [Number(major ?? 0), Number(minor ?? 0)] }
  if (!isAtLeast(server, ...oldest[flavour])) {
    throw new NotSupportedError(
      `The server is ${flavour === 'mariadb' ? 'MariaDB' : 'MySQL'} ${greeting}; MariaDB 10.6 and MySQL 8.0 are the oldest that are supported.`,
    )
  }
  return server
}

export function isAtLeast({ version }: ServerVersion, major: number, minor: number): boolean {
  return version[0] > major || (version[0] === major && version[1] >= minor)
}
