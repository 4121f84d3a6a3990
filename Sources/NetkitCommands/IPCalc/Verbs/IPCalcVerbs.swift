import Arguments

/// The verbs of `netkit ipcalc`, by what they are about.
enum IPCalcVerbs {
  /// Looking at one network, and dividing it.
  static let planning: [any Command.Type] = [
    ClassCommand.self, SplitCommand.self, PlanCommand.self, FreeCommand.self, NthCommand.self,
    PtrCommand.self, EUICommand.self, ULACommand.self, RandCommand.self, ConvCommand.self,
    SpecialCommand.self, MasksCommand.self, CoverCommand.self, HasCommand.self,
  ]
}
