import './typescript-version.ts'
import { plugin } from './plugin.ts'

export default plugin
