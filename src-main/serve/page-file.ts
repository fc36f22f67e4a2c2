import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { failure, type Result, success } from '#core/outcome/result.ts'

/** One file of the built renderer. */
export interface PageFile {
  readonly bytes: Buffer
  readonly contentType: string
}

/** Why there is no such file: 403 for a path that leads out of the folder, 404 otherwise. */
export type PageRefusal = 403 | 404

const CONTENT_TYPES: Partial<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Longer than any file name the build makes; file systems refuse 256 anyway. */
const MAX_PATH_CHARACTERS = 1000
/** What lets a decoded segment climb, name a drive or a stream, or cut the name short. */
const FORBIDDEN_IN_SEGMENT = ['/', '\\', ':', '\0']

/** The segments of an undecoded URL path, or null when one of them is not a plain name. */
function plainSegments(urlPath: string): readonly string[] | null {
  if (!urlPath.startsWith('/') || urlPath.length > MAX_PATH_CHARACTERS) return null
  const segments: string[] = []
  for (const encoded of urlPath.slice(1).split('/')) {
    const segment = decoded(encoded)
    if (segment === null || !isPlainName(segment)) return null
    segments.push(segment)
  }
  return segments
}

function isPlainName(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '..' &&
    !FORBIDDEN_IN_SEGMENT.some((mark) => segment.includes(mark))
  )
}

function decoded(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return null
  }
}

/**
 * Reads the file of the built renderer that a URL path (undecoded, without query) names; `/` is
 * `index.html`. Never leaves `rendererDir`, not through `..` in any spelling nor through a link.
 */
export async function readPageFile(
  rendererDir: string,
  urlPath: string,
): Promise<Result<PageFile, PageRefusal>> {
  const segments = plainSegments(urlPath === '/' ? '/index.html' : urlPath)
  if (segments === null) return failure(403)
  try {
    const root = await realpath(rendererDir)
    const path = await realpath(join(root, ...segments))
    if (!path.startsWith(root + sep)) return failure(403)
    const contentType = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream'
    return success({ bytes: await readFile(path), contentType })
  } catch (error) {
    if (isAbsence(error)) return failure(404)
    throw error
  }
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG'
}
