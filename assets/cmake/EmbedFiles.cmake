# Writes an assembler file that holds every file under the given folders, and a table of them that
# base/embed.c searches. Called at build time:
#
#   cmake -DOUT=embedded.S -DROOT=<source> -DFILES="a|b|c" -DMADE_ROOT=<build> -DMADE="d|e" -P EmbedFiles.cmake
#
# Paths in the table are relative to ROOT ("templates/site/page.html"), those of files that the build
# has made to MADE_ROOT; sorted, each file followed by a NUL byte, so that texts can be used as C strings.
cmake_policy(VERSION 3.25)
string(REPLACE "|" ";" FILES "${FILES}")
string(REPLACE "|" ";" MADE "${MADE}")
list(APPEND FILES ${MADE})
list(SORT FILES)
set(data "")
set(table "")
set(n 0)
foreach(file IN LISTS FILES)
  set(folder "${ROOT}")
  if(file IN_LIST MADE)
    set(folder "${MADE_ROOT}")
  endif()
  string(APPEND data "path_${n}: .asciz \"${file}\"\n.balign 16\nfile_${n}: .incbin \"${folder}/${file}\"\nend_${n}: .byte 0\n")
  string(APPEND table ".quad path_${n}, file_${n}, end_${n} - file_${n}\n")
  math(EXPR n "${n} + 1")
endforeach()
file(WRITE "${OUT}.new"
"/* Made by EmbedFiles.cmake. */
.section .note.GNU-stack,\"\",@progbits
.section .rodata
${data}
.section .data.rel.ro,\"aw\"
.balign 8
.globl clientele_embedded_files
.hidden clientele_embedded_files
clientele_embedded_files:
${table}
.globl clientele_embedded_count
.hidden clientele_embedded_count
clientele_embedded_count: .quad ${n}
")
file(RENAME "${OUT}.new" "${OUT}")
