/// Other people's clients, by way of bash.
enum Shell {
  /// Runs a script that has `talk TEXT PROGRAM…`: it says the text, shows the line that comes back,
  /// says /end then and no sooner, and shows whatever else comes until the program ends.
  static func talk(_ script: String, _ words: String...) throws -> Lab.Result {
    let head = """
      talk() {
        coproc "${@:2}"
        local pid=$! line
        exec {from}<&${COPROC[0]}- {to}>&${COPROC[1]}-
        printf '%s\\n' "$1" >&$to
        read -r -t 50 line <&$from && printf '%s\\n' "$line"
        printf '/end\\n' >&$to
        exec {to}>&-
        cat <&$from
        exec {from}<&-
        wait $pid
      }

      """
    return try Lab.run("bash", ["-c", head + script, "bash"] + words, seconds: 60)
  }
}
