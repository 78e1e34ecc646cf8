import type { Effect, Operation, Profile } from './profile.ts'

const READS = ['access', 'opendir', 'readFile', 'readdir', 'readlink', 'realpath', 'statfs']

const WRITES = [
  ...['appendFile', 'chmod', 'chown', 'copyFile', 'cp', 'lchmod', 'lchown', 'link', 'lutimes', 'mkdir', 'mkdtemp'],
  ...['rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink', 'utimes', 'writeFile'],
]

/** Of `fs` by descriptor: `fs/promises` has a `FileHandle` instead, so what waits takes a callback. */
const BY_DESCRIPTOR = [
  ...['close', 'fchmod', 'fchown', 'fdatasync', 'fstat', 'fsync', 'ftruncate', 'futimes'],
  ...['read', 'readv', 'write', 'writev'],
]

const PROCESSES = ['exec', 'execFile', 'spawn']

const COMPUTATIONS = [
  ...['pbkdf2', 'scrypt', 'hkdf', 'generateKey', 'generateKeyPair', 'generatePrime', 'checkPrime', 'randomFill'],
  ...['gzip', 'gunzip', 'deflate', 'deflateRaw', 'inflate', 'inflateRaw', 'unzip'],
  ...['brotliCompress', 'brotliDecompress', 'zstdCompress', 'zstdDecompress'],
]

const EXTRA_READS = ['pathExists', 'readJson', 'readJSON']

const EXTRA_WRITES = [
  ...['copy', 'move', 'remove', 'emptyDir', 'emptydir', 'ensureDir', 'ensureFile', 'ensureLink', 'ensureSymlink'],
  ...['mkdirp', 'mkdirs', 'createFile', 'createLink', 'createSymlink'],
  ...['outputFile', 'outputJson', 'outputJSON', 'writeJson', 'writeJSON'],
]

/**
 * What blocks in Node's own modules and in fs-extra: the names that end with `Sync`. A migration has to ask for it, and only
 * the strict configuration reports it, because a program that starts up or runs once may block.
 */
export const nodeSync: Profile = {
  name: 'node-sync',
  modules: [
    'fs',
    'child_process',
    'crypto',
    'zlib',
    'graceful-fs',
    '@types/graceful-fs',
    'fs-extra',
    '@types/fs-extra',
  ],
  migrates: 'when-named',
  blocks: 'strict',
  types: {},
  functions: {
    ...sync(READS, { ...run('read'), twinModule: 'fs/promises' }),
    ...sync(WRITES, { ...run('write'), twinModule: 'fs/promises' }),
    ...sync(['stat', 'lstat'], { ...run('read'), twinModule: 'fs/promises', twinDiffers: 'throwIfNoEntry' }),
    ...sync(['glob'], { ...run('read'), twinModule: 'fs/promises', twinDiffers: true }),
    ...sync(['open'], { ...run('unknown'), twinModule: 'fs/promises', twinDiffers: true }),
    existsSync: { ...run('read'), twinModule: 'fs/promises', twin: 'access', twinDiffers: true },
    ...sync([...BY_DESCRIPTOR, ...PROCESSES], { ...run('unknown'), twinDiffers: true }),
    ...sync(COMPUTATIONS, { ...run('none'), twinDiffers: true }),
    ...sync(EXTRA_READS, run('read')),
    ...sync(EXTRA_WRITES, run('write')),
  },
  lazyTypes: [],
}

function sync(names: readonly string[], operation: Operation): Record<string, Operation> {
  return Object.fromEntries(names.map((name) => [`${name}Sync`, { ...operation, twin: name }]))
}

function run(effect: Effect): Operation {
  return { does: 'run', waits: 'blocking', effect, result: 'one', throws: 'domain' }
}
