export const open = 'not the function that is asked for'
