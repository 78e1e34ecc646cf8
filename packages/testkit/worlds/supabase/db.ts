import { createClient } from '@supabase/supabase-js'

type Table<Row> = { Row: Row; Insert: Partial<Row>; Update: Partial<Row>; Relationships: [] }

export interface Database {
  public: {
    Tables: {
      users: Table<{ id: number; email: string; active: boolean }>
      orders: Table<{ id: number; user_id: number; total: number }>
    }
    Views: Record<string, never>
    Functions: { close_day: { Args: { day: string }; Returns: number } }
  }
}

export const supabase = createClient<Database>('http://localhost:54321', 'key')
