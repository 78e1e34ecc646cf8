/** `mysql://root@127.0.0.1:3306` where a server for tests is up; undefined elsewhere, and its tests are skipped. */
export const mariadbUrl: string | undefined = process.env['MARIADB_URL'] || undefined
