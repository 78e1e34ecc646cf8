// Says whether a MariaDB or MySQL server answers at an address, and which: `node mariadb-answers.mjs mysql://root@host:3306`.
// Exits with 1, and the reason, where none does.
import { createConnection } from 'mysql2/promise'

const [url = ''] = process.argv.slice(2)
const address = new URL(url).host
try {
  const connection = await createConnection({ uri: url, connectTimeout: 5_000 })
  const [rows] = await connection.query({ sql: 'select version()', rowsAsArray: true })
  await connection.end()
  console.log(`The tests on MariaDB use the server at ${address}: ${rows[0][0]}`)
} catch (error) {
  console.log(`No MariaDB server answers at ${address}: ${error.message || error.code}`)
  process.exitCode = 1
}
