import {
  ConnectionLost,
  DatabaseError,
  DataError,
  Deadlock,
  IntegrityError,
  LockTimeout,
  OperationalError,
  parametersAreShown,
  ProgrammingError,
  StatementTimeout,
  type ConstraintFailure,
  type DatabaseFailure,
} from '../../errors/database-error.ts'
import { OrmError } from '../../errors/orm-error.ts'
import type { Statement } from '../connections.ts'
import { constraintIn } from './constraint-message.ts'

/** The fields of the driver's errors that say which error it is. */
export interface ServerFailure {
  readonly message: string
  /** The server's number; absent where the error came from the network or the driver. */
  readonly errno?: number
  readonly code: string
}

/**
 * The runtime's error for one of the driver or the server. What has no number of the server's came from the network, and
 * the connection is lost. Numbers: https://mariadb.com/kb/en/mariadb-error-code-reference/
 */
export function driverError(error: unknown, { sql, parameters }: Pick<Statement, 'sql' | 'parameters'>): OrmError {
  if (error instanceof OrmError) return error
  const { message, errno, code } = serverFailure(error)
  // The driver's error repeats values in its texts, so it is the cause only where values may be seen.
  const shown = parametersAreShown()
  const failure: DatabaseFailure = {
    message: shown ? message : withoutValues(message),
    driverCode: code,
    sql,
    parameters,
    ...(shown && { cause: error }),
  }
  if (errno === undefined) return new ConnectionLost(failure)
  const kind = constraintKinds.get(errno)
  if (kind) return new IntegrityError({ ...failure, kind, ...constraintIn(message) })
  const Class = classes.get(errno) ?? DatabaseError
  return new Class(failure)
}

/** True for the server's answer to a statement that KILL QUERY ended. */
export function isInterruption(error: unknown): boolean {
  return serverFailure(error).errno === 1317
}

export function serverFailure(error: unknown): ServerFailure {
  if (!(error instanceof Error)) return { message: String(error), code: 'CONNECTION' }
  const { code, errno, sqlMessage }: Error & { code?: unknown; errno?: unknown; sqlMessage?: unknown } = error
  // Node's errors of the network have negative numbers; its error for a host with several addresses has no message.
  const isServers = typeof errno === 'number' && errno > 0
  return {
    message: typeof sqlMessage === 'string' ? sqlMessage : error.message || String(code),
    ...(isServers && { errno }),
    code: (isServers && mariadbCodes.get(errno)) || (typeof code === 'string' ? code : 'CONNECTION'),
  }
}

// The driver names errors as MySQL does, which has others under these numbers, or none.
const mariadbCodes: ReadonlyMap<number, string> = new Map([
  [1927, 'ER_CONNECTION_KILLED'],
  [1969, 'ER_STATEMENT_TIMEOUT'],
  [4025, 'ER_CONSTRAINT_FAILED'],
])

const constraintKinds: ReadonlyMap<number, ConstraintFailure['kind']> = new Map([
  [1022, 'unique'],
  [1062, 'unique'],
  [1586, 'unique'],
  [1216, 'foreign-key'],
  [1217, 'foreign-key'],
  [1451, 'foreign-key'],
  [1452, 'foreign-key'],
  [1048, 'not-null'],
  [1364, 'not-null'],
  [3819, 'check'],
  [4025, 'check'],
])

type DatabaseErrorClass = new (failure: DatabaseFailure) => DatabaseError

const classes: ReadonlyMap<number, DatabaseErrorClass> = new Map(
  (
    [
      [Deadlock, [1213, 1614]],
      [LockTimeout, [1205, 1222, 3572]],
      [StatementTimeout, [1969, 3024]],
      // Shutdown, killed, lost, broken packets, disconnected for inactivity.
      [ConnectionLost, [1053, 1077, 1078, 1079, 1152, 1154, 1158, 1159, 1160, 1161, 1184, 1927, 4031]],
      [
        DataError,
        [
          1264, 1265, 1292, 1365, 1366, 1367, 1406, 1411, 1416, 1426, 1427, 1441, 1525, 1690, 3140, 3141, 3156, 4038,
          4079,
        ],
      ],
      [
        ProgrammingError,
        [
          1046, 1049, 1050, 1051, 1052, 1054, 1055, 1056, 1058, 1060, 1061, 1064, 1065, 1066, 1068, 1072, 1091, 1093,
          1109, 1110, 1111, 1113, 1136, 1140, 1142, 1143, 1146, 1149, 1210, 1221, 1235, 1241, 1242, 1247, 1248, 1305,
          1327, 1370, 1571, 1582, 1630, 4161,
        ],
      ],
      [
        OperationalError,
        [
          1021, 1037, 1038, 1040, 1041, 1044, 1045, 1114, 1129, 1130, 1203, 1206, 1226, 1290, 1317, 1390, 1461, 1698,
          1792, 1836,
        ],
      ],
    ] satisfies [DatabaseErrorClass, number[]][]
  ).flatMap(([Class, numbers]): [number, DatabaseErrorClass][] => numbers.map((errno) => [errno, Class])),
)

/** `Duplicate entry 'ada@x.org' for key …` without the value, which is a parameter's. */
function withoutValues(message: string): string {
  return message.replace(
    /(Duplicate entry|value:?|Truncated incorrect \w+ value:) '.*'(?= for (?:key|column|function)|$)/s,
    '$1 (not shown)',
  )
}
